/** HTTP of the product: whether it lives, whether it is ready, its metrics. The console joins here. */
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { once } from 'node:events'
import type { Pool } from 'pg'
import type { Console } from '../app/console/console.ts'
import { type Tracer, noTracer } from '../app/tracer.ts'
import { createApi } from './api/api.ts'
import { createRequestLimits } from './api/limits.ts'
import { createConsolePage } from './console-page.ts'
import { type Open311Options, createOpen311 } from './open311/routes.ts'
import type { Metrics } from './metrics.ts'
import { startPage } from './start-page.ts'
import { readiness } from './readiness.ts'
import { traceRequests } from './traced-requests.ts'

export interface WebOptions {
  readonly pool: Pool
  readonly metrics: Metrics
  readonly sandboxUrl: string | null
  readonly console: Console
  readonly consoleUrl: string
  /** The built page of the console. */
  readonly pageDir: string
  /** True when VK shows the console inside its own page. */
  readonly isInVk: boolean
  /** What everybody may read; null: it is switched off. */
  readonly open311?: Open311Options | null
  /** Follows requests of the console; nobody does when it is left out. */
  readonly tracer?: Tracer
  /** Something broke while a request was answered. */
  readonly onFault: (error: Error) => void
}

export function createWeb(options: WebOptions): Hono {
  const { pool, metrics, sandboxUrl, console, consoleUrl, onFault, tracer = noTracer } = options
  const web = new Hono()
  if (tracer !== noTracer) web.use('/api/*', traceRequests(tracer))
  web.route('/api', createApi({ console, consoleUrl, onFault, limits: createRequestLimits() }))
  web.get('/console', (context) => context.redirect('/console/'))
  web.route('/console', createConsolePage(options))
  if (options.open311 !== undefined && options.open311 !== null)
    web.route('/open311/v2', createOpen311(options.open311))
  web.get('/healthz', (context) => context.text('ok'))
  web.get('/readyz', async (context) => {
    const state = await readiness(pool)
    return context.json(state, state.isReady ? 200 : 503)
  })
  web.get('/metrics', async (context) => {
    context.header('content-type', metrics.contentType)
    return context.body(await metrics.text())
  })
  web.get('/', async (context) => {
    context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    return context.html(startPage(await readiness(pool), sandboxUrl))
  })
  return web
}

export interface Listening {
  readonly url: string
  stop(): Promise<void>
}

/** Errors of listening (a taken port) come as they are. */
export async function listen(web: Hono, host: string, port: number): Promise<Listening> {
  const server: ServerType = serve({ fetch: web.fetch, hostname: host, port })
  await once(server, 'listening')
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
