/**
 * The steps of a running product as points where its process may die: every statement it sends to the database and every
 * call of VK, each before it takes effect and after it, before the product learns of it.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { once } from 'node:events'
import type { Pool } from 'pg'

/** Called at every step; `step` reads like `after write-changes #2`. */
export type OnStep = (step: string) => void

type Moment = 'before' | 'after'

/** Statements on the way of a message, told by what they touch; the rest is named by verb and table. */
const names: readonly (readonly [RegExp, string])[] = [
  [/insert into inbox/iu, 'store polls'],
  [/insert into outbox/iu, 'write changes'],
  [/update outbox/iu, 'record results'],
  [/skip locked/iu, 'claim leases'],
  [/from outbox o/iu, 'find pending'],
  [/from inbox i/iu, 'read inbox'],
]

/** What VK is asked by the clock: settings of communities, and their history after a silence. */
const callsOfTheClock = /^groups\.|^messages\.get|^utils\./u

/** Seals and figures follow the event log by the clock, apart from any message. */
const booksOfTheClock = /\b(?:figure_\w+|event_seals|calendar_states|pg_locks|generate_series)\b/iu

/** Counts statements and calls by name from the last `reset`. */
export class StepCounter {
  readonly #counts = new Map<string, number>()
  readonly #onStep: OnStep

  constructor(onStep: OnStep) {
    this.#onStep = onStep
  }

  reset(): void {
    this.#counts.clear()
  }

  pass(moment: Moment, name: string): void {
    const key = `${moment} ${name}`
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    this.#onStep(`${key} #${count}`)
  }
}

/** The same pool, with its statements and those of its transactions passing the counter. */
export function watchPool(pool: Pool, counter: StepCounter): Pool {
  return watchQueries(pool, counter, async (...connecting: readonly unknown[]) => {
    if (connecting.length > 0) throw new Error('only promises of connections are watched')
    return watchQueries(await pool.connect(), counter)
  })
}

/** Dying before a statement that only reads is dying after the step before it, and so is dying after one that found nothing. */
function watchQueries<Queryable extends object>(
  queryable: Queryable,
  counter: StepCounter,
  connect?: (...connecting: readonly unknown[]) => Promise<unknown>,
): Queryable {
  const send: unknown = Reflect.get(queryable, 'query')
  if (typeof send !== 'function') throw new Error('nothing to send statements with')
  const query = async (...asked: readonly unknown[]): Promise<unknown> => {
    const text = textOf(asked[0])
    if (booksOfTheClock.test(text)) return Reflect.apply(send, queryable, asked)
    const name = nameOf(text)
    const writes = isWrite(text) && !isOfTheClock(name, text, asked)
    if (writes) counter.pass('before', name)
    const answer: unknown = await Reflect.apply(send, queryable, asked)
    const reads = (!isWrite(text) && name !== 'select poll_cursors') || name === 'claim leases'
    if (writes || (reads && hasFound(answer))) counter.pass('after', name)
    return answer
  }
  return new Proxy(queryable, {
    get(target, property) {
      if (property === 'query') return query
      if (property === 'connect' && connect !== undefined) return connect
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function textOf(asked: unknown): string {
  const text: unknown = asked instanceof Object ? Reflect.get(asked, 'text') : asked
  return typeof text === 'string' ? text : ''
}

function nameOf(text: string): string {
  const known = names.find(([words]) => words.test(text))
  if (known !== undefined) return known[1]
  const verb = /\w+/u.exec(text)?.[0]?.toLowerCase() ?? 'nothing'
  const table = /\b(?:from|into|update)\s+(?:"public"\.)?("?\w+"?)/iu.exec(text)?.[1]
  return table === undefined ? verb : `${verb} ${table}`
}

const isWrite = (text: string): boolean => /\b(?:insert|update|delete|begin|commit)\b/iu.test(text)

/** Leases and the places of polls are written whether people say something or not. */
const isOfTheClock = (name: string, text: string, asked: readonly unknown[]): boolean =>
  name === 'store polls' ? !JSON.stringify(asked).includes('event_id\\"') : text.includes('poll_cursors')

function hasFound(answer: unknown): boolean {
  const found = JSON.stringify(answer instanceof Object ? Reflect.get(answer, 'rows') : null)
  return found !== '[]' && !found.includes('"events":null')
}

/** A way to VK that passes the counter; returns its own base of methods. */
export async function watchVk(vkApiUrl: string, counter: StepCounter): Promise<string> {
  const server: Server = createServer((request, response) => {
    const method = new URL(request.url ?? '/', 'http://vk').pathname.split('/').at(-1) ?? ''
    const forward = async (): Promise<void> => {
      const body = await readAll(request)
      const counts = !callsOfTheClock.test(method)
      if (counts) counter.pass('before', method)
      const answer = await fetch(`${vkApiUrl}/${method}`, {
        method: 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body,
      })
      const text = await answer.text()
      if (counts) counter.pass('after', method)
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    }
    forward().catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}/method`
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) text += String(chunk)
  return text
}
