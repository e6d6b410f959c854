/** Who knocks at the sandbox while bots start: open long polls, and calls that ask for a long poll server. */
import type { ServerResponse } from 'node:http'
import { z } from 'zod'

export const doorFigures = z.object({
  /** Communities whose long poll has been open at least once since `begin`. */
  heard: z.number(),
  /** When the last community of all was heard for the first time (ms since 1970); null: not all were. */
  allHeardAtMs: z.number().nullable(),
  openPolls: z.number(),
  serverCalls: z.number(),
  /** Calls of groups.getLongPollServer without an answer at one moment, at most. */
  serverCallsPeak: z.number(),
  /** Of all methods together within one second of the clock, at most. */
  callsInSecondPeak: z.number(),
})
export type DoorFigures = z.infer<typeof doorFigures>

const pollPrefix = '/whp/'
const serverMethod = '/method/groups.getLongPollServer'

export class Doors {
  readonly #communities: number
  #heard = new Set<string>()
  #allHeardAtMs: number | null = null
  #openPolls = 0
  #serverCalls = 0
  #openServerCalls = 0
  #serverCallsPeak = 0
  #second = 0
  #callsInSecond = 0
  #callsInSecondPeak = 0

  constructor(communities: number) {
    this.#communities = communities
  }

  /** Forgets what was counted; polls that are open now stay open. */
  begin(): void {
    this.#heard = new Set()
    this.#allHeardAtMs = null
    this.#serverCalls = 0
    this.#serverCallsPeak = this.#openServerCalls
    this.#callsInSecondPeak = 0
  }

  enter(path: string, response: ServerResponse): void {
    if (path.startsWith(pollPrefix)) return this.#enterPoll(path, response)
    this.#countSecond()
    if (path !== serverMethod) return
    this.#serverCalls += 1
    this.#openServerCalls += 1
    this.#serverCallsPeak = Math.max(this.#serverCallsPeak, this.#openServerCalls)
    response.once('close', () => {
      this.#openServerCalls -= 1
    })
  }

  figures(): DoorFigures {
    return {
      heard: this.#heard.size,
      allHeardAtMs: this.#allHeardAtMs,
      openPolls: this.#openPolls,
      serverCalls: this.#serverCalls,
      serverCallsPeak: this.#serverCallsPeak,
      callsInSecondPeak: this.#callsInSecondPeak,
    }
  }

  #enterPoll(path: string, response: ServerResponse): void {
    this.#openPolls += 1
    response.once('close', () => {
      this.#openPolls -= 1
    })
    this.#heard.add(path)
    if (this.#heard.size === this.#communities) this.#allHeardAtMs ??= Date.now()
  }

  #countSecond(): void {
    const second = Math.floor(Date.now() / 1000)
    if (second !== this.#second) this.#callsInSecond = 0
    this.#second = second
    this.#callsInSecond += 1
    this.#callsInSecondPeak = Math.max(this.#callsInSecondPeak, this.#callsInSecond)
  }
}

/** As long as VK takes to answer: without it no two calls would ever meet. */
export const isServerCall = (path: string): boolean => path === serverMethod
