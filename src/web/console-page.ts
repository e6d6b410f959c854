/** Serves the built page of the console: static files under a strict content security policy. */
import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'

export interface ConsolePageOptions {
  readonly pageDir: string
  readonly isInVk: boolean
}

/** Where VK shows Mini Apps on the web. */
const vkFrames = ['https://vk.com', 'https://*.vk.com', 'https://vk.ru', 'https://*.vk.ru']

const insidePage = (path: string): string => path.replace(/^\/console/u, '')

export function createConsolePage({ pageDir, isInVk }: ConsolePageOptions): Hono {
  const page = new Hono()
  const self = ["'self'"]
  page.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        mediaSrc: self,
        connectSrc: self,
        baseUri: ["'none'"],
        formAction: self,
        frameAncestors: isInVk ? vkFrames : ["'none'"],
      },
      xFrameOptions: isInVk ? false : 'DENY',
      // With no-referrer some browsers name no origin when the page changes something.
      referrerPolicy: 'same-origin',
      crossOriginOpenerPolicy: false,
      strictTransportSecurity: false,
    }),
  )
  page.use(compress())
  page.use('*', async (context, next) => {
    await next()
    // The files of the build carry a hash of their content in their names.
    const isHashed = context.req.path.includes('/assets/')
    context.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  if (existsSync(pageDir)) page.get('/*', serveStatic({ root: pageDir, rewriteRequestPath: insidePage }))
  page.notFound((context) =>
    context.text('Страница рабочего места не собрана. Запустите npm start: он соберёт её сам.', 404),
  )
  return page
}
