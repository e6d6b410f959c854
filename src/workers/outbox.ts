/**
 * Keeps the promises of the outbox. Rows of one dialogue go strictly one after another, through retries; dialogues
 * do not wait for each other. A row that has to wait goes back to the database with everything behind it, so only
 * work in progress is in memory, and a crash at any point repeats a row with the same random_id.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type {
  Log,
  OutboxMessage,
  OutboxResult,
  OutboxStore,
  SendOutcome,
  TroubleStore,
  VkSender,
} from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'
import { addSeconds, type Clock } from '../domain/time.ts'
import { Loop } from './loop.ts'
import { OutboxLanes, type DialogueQueue } from './outbox-lanes.ts'
import { ResultRecorder } from './outbox-recorder.ts'

export interface OutboxWorkerOptions {
  readonly store: OutboxStore
  readonly sender: VkSender
  readonly troubles: TroubleStore
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  readonly timing?: OutboxTiming
}

export interface OutboxTiming {
  /** Rows nobody woke us for: retries that are due, rows of a crashed process. */
  readonly intervalMs: number
  /** Between attempts for a community that needs a person. */
  readonly troubledMs: number
}

const defaultTiming: OutboxTiming = { intervalMs: 1_000, troubledMs: 60_000 }
const rowsAtOnce = 500
/** In memory, over all communities. */
const rowsMax = 4_000
/** Together the 5 seconds a stop may take; what is in flight then is repeated by the next start. */
const stopTimeoutMs = 4_000
const recordTimeoutMs = 1_000

export class OutboxWorker {
  readonly #options: OutboxWorkerOptions
  readonly #timing: OutboxTiming
  readonly #lanes = new OutboxLanes()
  readonly #recorder: ResultRecorder
  readonly #loop: Loop
  readonly #running = new Set<Promise<void>>()
  /** Communities whose trouble we reported and have to take back. */
  readonly #troubled = new Set<GroupId>()
  #isStopping = false

  constructor(options: OutboxWorkerOptions) {
    this.#options = options
    this.#timing = options.timing ?? defaultTiming
    const { store, random, log } = options
    this.#recorder = new ResultRecorder({ store, random, log })
    this.#loop = new Loop({
      run: () => this.#fetch(),
      intervalMs: this.#timing.intervalMs,
      onFault: (error) => log.error({ err: error }, 'outbox could not be read'),
      random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** Rows were added. */
  wake(): void {
    this.#loop.wake()
  }

  /** Everything that is due has been tried and recorded. Rows that wait for a retry stay. */
  async drain(): Promise<void> {
    do {
      await this.#loop.drain()
      await this.#settle()
      // What was sent may have kept others waiting: changes of a card, rows of a crowded dialogue.
    } while (this.#lanes.rowCount > 0 || this.#hasMore || this.#hasAdmitted)
  }

  /** Finishes what is being sent, within 5 seconds. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#loop.stop()
    for (const dialogue of this.#lanes.dialogues) dialogue.rows.length = Math.min(1, dialogue.rows.length)
    await Promise.race([Promise.all(this.#running), delay(stopTimeoutMs, undefined, { ref: false })])
    await Promise.race([this.#recorder.stop(), delay(recordTimeoutMs, undefined, { ref: false })])
  }

  #hasMore = false
  /** Of the last fetch. */
  #hasAdmitted = false

  async #settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    await this.#recorder.drain()
  }

  async #fetch(): Promise<void> {
    this.#hasMore = false
    this.#hasAdmitted = false
    if (this.#lanes.rowCount >= rowsMax) return
    this.#lanes.beginFetch()
    const { store, clock } = this.#options
    const now = clock.now()
    const query = {
      excludedIds: this.#lanes.ids,
      excludedGroups: this.#lanes.excludedGroups(now.epochMilliseconds),
      excludedDialogues: this.#lanes.excludedDialogues,
      limit: rowsAtOnce,
    }
    const rows = await store.findPending(query, now)
    if (this.#isStopping) return
    const before = this.#lanes.rowCount
    for (const row of rows) this.#admit(row)
    this.#hasAdmitted = this.#lanes.rowCount > before
    if (rows.length === rowsAtOnce) {
      this.#hasMore = true
      this.#loop.wake()
    }
  }

  #admit(row: OutboxMessage): void {
    const opened = this.#lanes.admit(row)
    if (opened === null) return
    const work = this.#work(opened).finally(() => {
      this.#running.delete(work)
    })
    this.#running.add(work)
  }

  async #work(dialogue: DialogueQueue): Promise<void> {
    for (let row = dialogue.rows[0]; row !== undefined; row = dialogue.rows[0]) {
      const nowMs = this.#options.clock.now().epochMilliseconds
      if (this.#lanes.isPaused(row.groupId, nowMs)) break
      const outcome = await this.#send(row)
      if (outcome.kind === 'troubled') {
        await this.#pause(row.groupId, outcome.sentence)
        break
      }
      dialogue.rows.shift()
      const recorded = this.#recorder
        .record(this.#resultOf(row, outcome))
        .then(() => this.#lanes.release(row))
      if (outcome.kind === 'retry') {
        this.#lanes.halt(dialogue)
        await recorded
        break
      }
      if (outcome.kind === 'sent') await this.#noteSuccess(row.groupId)
    }
    this.#lanes.close(dialogue)
  }

  async #send(row: OutboxMessage): Promise<SendOutcome> {
    try {
      return await this.#options.sender.send(row)
    } catch (error) {
      // A bug of ours in this message must cost neither the message nor the dialogue: a few slow attempts, then failed.
      this.#options.log.error({ err: error, outboxId: row.id }, 'sending failed unexpectedly')
      const name = error instanceof Error ? error.name : 'unknown fault'
      if (row.attempts >= bugRetriesMax) return { kind: 'failed', reason: 'fault', error: name }
      return { kind: 'retry', delayMs: bugWaitMs * (1 + this.#options.random()), error: name }
    }
  }

  #resultOf(row: OutboxMessage, outcome: Exclude<SendOutcome, { kind: 'troubled' }>): OutboxResult {
    const { id } = row
    const attempts = row.attempts + 1
    const now = this.#options.clock.now()
    if (outcome.kind === 'sent') {
      this.#reportReduced(row, outcome.note)
      return { kind: 'sent', id, attempts, sentAt: now, cmid: outcome.cmid, note: outcome.note }
    }
    const { error } = outcome
    if (outcome.kind === 'retry') {
      return { kind: 'retry', id, attempts, availableAt: addSeconds(now, outcome.delayMs / 1000), error }
    }
    this.#options.log.warn({ outboxId: id, groupId: row.groupId, error }, 'message failed')
    return { kind: 'failed', id, attempts, error }
  }

  /** VK refused a part that we should not have made: the person got the rest, and we have a bug. */
  #reportReduced(row: OutboxMessage, note: string | null): void {
    if (note === null) return
    const { id: outboxId, groupId } = row
    this.#options.log.error({ outboxId, groupId, note }, 'VK refused a part of a message')
  }

  async #pause(groupId: GroupId, sentence: string): Promise<void> {
    const { clock, troubles, random, log } = this.#options
    const now = clock.now()
    if (this.#lanes.isPaused(groupId, now.epochMilliseconds)) return
    this.#lanes.pause(groupId, now.epochMilliseconds + this.#timing.troubledMs * (1 + random() / 4))
    this.#troubled.add(groupId)
    log.warn({ groupId }, 'community cannot send')
    await this.#report(() => troubles.setTrouble(groupId, sentence, now))
  }

  async #noteSuccess(groupId: GroupId): Promise<void> {
    if (!this.#troubled.delete(groupId)) return
    await this.#report(() => this.#options.troubles.clearTrouble(groupId))
  }

  /** Sending goes on whether or not the coordinator's sentence could be written. */
  async #report(write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      this.#options.log.error({ err: error }, 'trouble of a community could not be recorded')
    }
  }
}

const bugRetriesMax = 3
const bugWaitMs = 2_000
