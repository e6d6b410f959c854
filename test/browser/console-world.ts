/** One browser, one server, one database for all tests of the console in a browser. */
import { rm } from 'node:fs/promises'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { type Listening, listen } from '../../src/web/server.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { askForCode, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { buildPage } from './build-page.ts'
import { type Opening, openConsole, signIn } from './console-page.ts'
import { launchBrowser } from './launch-browser.ts'

/** People of the sample region. */
export const roadsFirst = 5040
export const roadsSecond = 5041
export const coordinator = 5001

/** Enough to press «Отменить», too little to wait for. */
const undoSeconds = 3

export class ConsoleWorld {
  readonly pageDir: string
  readonly browser: Browser
  readonly region: TestProduct
  readonly web: Listening
  #complaints: string[] = []
  readonly #signedIn = new Map<number, Awaited<ReturnType<BrowserContext['storageState']>>>()

  private constructor(parts: Pick<ConsoleWorld, 'pageDir' | 'browser' | 'region' | 'web'>) {
    this.pageDir = parts.pageDir
    this.browser = parts.browser
    this.region = parts.region
    this.web = parts.web
  }

  static async start(): Promise<ConsoleWorld> {
    const pageDir = await buildPage('console')
    const [browser, region] = await Promise.all([launchBrowser(), startTestProduct({ undoSeconds })])
    const web = await listen(webOf(region, pageDir), '127.0.0.1', 0)
    return new ConsoleWorld({ pageDir, browser, region, web })
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await this.web.stop()
    await this.region.stop()
    await rm(this.pageDir, { recursive: true, force: true })
  }

  /** Closes every page and says what they did that no page may do. */
  async closePages(): Promise<readonly string[]> {
    await Promise.all(this.browser.contexts().map((context) => context.close()))
    const heard = this.#complaints
    this.#complaints = []
    return heard
  }

  open(options: Partial<Opening> = {}): Promise<Page> {
    return openConsole(this.browser, this.web.url, { complaints: this.#complaints, ...options })
  }

  /** Signed in by a code the first time; the bot gives a person few codes in ten minutes, so the cookie is kept. */
  async openAs(person: number, options: Partial<Opening> = {}): Promise<Page> {
    const storageState = this.#signedIn.get(person)
    const page = await this.open({ ...options, ...(storageState === undefined ? {} : { storageState }) })
    if (storageState === undefined) {
      await signIn(page, await askForCode(this.region, person))
      this.#signedIn.set(person, await page.context().storageState())
    } else await page.getByRole('heading', { name: 'Очередь' }).waitFor()
    return page
  }

  /** Whoever comes next signs in anew. */
  async endSessions(): Promise<void> {
    this.#signedIn.clear()
    await this.region.pool.query('update console_sessions set ended_at = now()')
  }

  /** Somebody new asks about a road, each about another house. */
  async ask(
    options: { readonly words?: string; readonly attachments?: readonly unknown[] } = {},
  ): Promise<{ readonly citizen: Talk; readonly id: number; readonly words: string }> {
    const { citizen, number, words } = await askAboutRoad(this.region, options)
    return { citizen, id: Number(number), words }
  }
}

export const row = (page: Page, id: number): Locator => page.getByRole('link').filter({ hasText: `№ ${id}` })

export async function writeAnswer(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Ответ жителю' }).fill(text)
  await page.getByRole('button', { name: 'Посмотреть и отправить' }).click()
  await page.getByRole('dialog').getByText(text, { exact: true }).waitFor()
}

/** Written, looked at, and sent as an explanation. */
export async function sendAnswer(page: Page, text: string): Promise<void> {
  await writeAnswer(page, text)
  await page.getByRole('radio', { name: 'Разъяснено' }).check()
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
}
