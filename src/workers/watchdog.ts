import type { Log } from '../app/transport-ports.ts'
import { Loop } from './loop.ts'

export interface WatchdogOptions {
  /** Tells coordinators of troubles they have not heard of, and returns how many communities it told of. */
  readonly tellTroubles: () => Promise<number>
  readonly random: () => number
  readonly log: Log
  readonly intervalMs?: number
}

/** Nothing is lost meanwhile: messages wait at VK and in the inbox. */
const lookEveryMs = 10_000

/** Looks for communities in trouble. The long polls and the outbox find out what is wrong, and when it is over. */
export class Watchdog {
  readonly #loop: Loop

  constructor({ tellTroubles, random, log, intervalMs = lookEveryMs }: WatchdogOptions) {
    this.#loop = new Loop({
      run: async () => {
        const count = await tellTroubles()
        if (count > 0) log.warn({ count }, 'coordinators were told of communities in trouble')
      },
      intervalMs,
      onFault: (error) => log.error({ err: error }, 'coordinators could not be told of troubles'),
      random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** Every trouble known before this call has been told. */
  async drain(): Promise<void> {
    await this.#loop.drain()
  }

  async stop(): Promise<void> {
    await this.#loop.stop()
  }
}
