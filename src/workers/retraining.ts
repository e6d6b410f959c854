/**
 * Trains again from people's decisions when there are enough of them or the night comes, and puts the live model to
 * work without a restart, whoever made it live: this loop, `otklik train --use` or another process.
 */
import { retrain, type Retraining } from '../app/retrain.ts'
import type { ModelRecord } from '../app/train-champion.ts'
import { shouldRetrain } from '../app/train-decisions.ts'
import type { Log } from '../app/transport-ports.ts'
import { localTime } from '../domain/local-time.ts'
import type { Clock } from '../domain/time.ts'
import { Loop } from './loop.ts'

export interface RetrainingWorkerOptions extends Retraining {
  readonly models: {
    list(): Promise<readonly ModelRecord[]>
    live(): Promise<string | null>
  }
  /** Ends a training that runs. */
  readonly stopTraining: () => Promise<void>
  /** Loads the model of this name and understands texts by it. */
  readonly goLive: (name: string) => Promise<void>
  /** The model that texts are understood by at the start; null: none. */
  readonly liveAtStart: string | null
  /** After so many new decisions a training does not wait for the night; 0: never by itself. */
  readonly decisionsMin: number
  readonly timeZone: string
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  readonly intervalMs?: number
}

const lookMs = 60_000

export class RetrainingWorker {
  readonly #options: RetrainingWorkerOptions
  readonly #loop: Loop
  #live: string | null

  constructor(options: RetrainingWorkerOptions) {
    this.#options = options
    this.#live = options.liveAtStart
    this.#loop = new Loop({
      run: () => this.#look(),
      intervalMs: options.intervalMs ?? lookMs,
      onFault: (error) => options.log.error({ err: error }, 'the text model could not be trained again'),
      random: options.random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  drain(): Promise<void> {
    return this.#loop.drain()
  }

  /** A training that runs is ended, and leaves the live model as it is. */
  async stop(): Promise<void> {
    const stopped = this.#loop.stop()
    await this.#options.stopTraining()
    await stopped
  }

  async #look(): Promise<void> {
    await this.#followLive()
    const { decisions, models, decisionsMin, timeZone, clock, log } = this.#options
    const then = Math.max(-1, ...(await models.list()).map((record) => record.decisions))
    const situation = {
      decisions: await decisions.count(),
      decisionsThen: then === -1 ? null : then,
      decisionsMin,
      hour: localTime(clock.now(), timeZone).hour,
    }
    if (!shouldRetrain(situation)) return
    const outcome = await retrain(this.#options)
    if (outcome === null) return
    const { record, isLive } = outcome
    log.info({ model: record.name, texts: record.texts, isLive }, 'a text model was trained')
    await this.#followLive()
  }

  async #followLive(): Promise<void> {
    const live = await this.#options.models.live()
    if (live === null || live === this.#live) return
    await this.#options.goLive(live)
    this.#live = live
  }
}
