/** The console in a browser, opened by a person of the sample region. */
import { type AxeResults } from 'axe-core'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export const wide = { width: 1440, height: 900 }
export const phone = { width: 390, height: 780 }

export interface Opening extends BrowserContextOptions {
  /** Everything that no page may ever do ends up here: errors, requests to elsewhere. */
  readonly complaints: string[]
}

export async function openConsole(browser: Browser, url: string, opening: Opening): Promise<Page> {
  const { complaints, ...options } = opening
  const context = await browser.newContext({
    viewport: wide,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser reports every refused request as an error; refusals are what some tests are about.
    const isNetwork = /Failed to load resource|ERR_INTERNET_DISCONNECTED/u.test(message.text())
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`)
  })
  await page.goto(`${url}/console/`)
  return page
}

export async function signIn(page: Page, code: string): Promise<void> {
  await page.getByLabel('Код для входа').fill(code)
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Очередь' }).waitFor()
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

declare global {
  var axe: { run: (options: object) => Promise<AxeResults> }
}

/** What WCAG 2.2 AA refuses on the page as it is now; one line for each place. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // By the browser's debugger, as the content security policy of the page lets no other script in.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(axeFile, 'utf8'))
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  )
}
