/** The console's API as a page uses it: a cookie, a token against forgery, an origin. No port is opened. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Hono } from 'hono'
import { troubleReason } from '../../src/vk/community-check.ts'
import { createMetrics } from '../../src/web/metrics.ts'
import { createWeb } from '../../src/web/server.ts'
import type { TestProduct } from './product.ts'

export const consoleUrl = 'http://127.0.0.1:3000'
const staffCommunity = 1000
const pageDir = path.resolve(import.meta.dirname, '../../dist/console')

export interface Answered {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers by paths of their own
  readonly body: any
}

/** The whole web server of a product. */
export const webOf = (region: TestProduct, dir = pageDir): Hono =>
  createWeb({
    pool: region.pool,
    metrics: region.metrics ?? createMetrics(region.pool, troubleReason),
    sandboxUrl: region.sandbox.url,
    console: region.product.console,
    consoleUrl,
    pageDir: dir,
    tracer: region.tracer,
    isInVk: false,
    onFault: (error) => {
      throw error
    },
  })

/** A browser of one person. */
export class ConsoleClient {
  readonly #web: Hono
  cookie: string | null = null
  csrfToken = ''

  constructor(web: Hono) {
    this.#web = web
  }

  /** Signed in by a code from the bot. */
  static async of(region: TestProduct, web: Hono, userId: number): Promise<ConsoleClient> {
    const client = new ConsoleClient(web)
    const { status } = await client.post('/session/code', { code: await askForCode(region, userId) })
    if (status !== 204) throw new Error(`the code was refused: ${status}`)
    await client.refresh()
    return client
  }

  async refresh(): Promise<void> {
    this.csrfToken = (await this.get('/session')).body.csrfToken
  }

  get(where: string): Promise<Answered> {
    return this.send('GET', where)
  }

  post(where: string, body: object): Promise<Answered> {
    return this.send('POST', where, body)
  }

  async send(
    method: string,
    where: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const answer = await this.raw(method, where, body, headers)
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }

  async raw(
    method: string,
    where: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const answer = await this.#web.request(`/api${where}`, {
      method,
      headers: {
        origin: consoleUrl,
        'content-type': 'application/json',
        'x-csrf-token': this.csrfToken,
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const set = answer.headers.get('set-cookie')
    if (set !== null) this.cookie = set.split(';')[0] ?? null
    return answer
  }
}

export async function askForCode(region: TestProduct, userId: number): Promise<string> {
  const person = region.talk(userId, staffCommunity)
  await person.say('вход')
  const { text } = await person.hear('Код для входа')
  return /входа: (\S{4}-\S{4})/u.exec(text)?.[1] ?? ''
}

export const newKey = (): string => randomUUID()
