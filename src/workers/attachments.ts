import { setTimeout as delay } from 'node:timers/promises'
import type { AttachmentStore, CopyOutcome, PendingAttachment } from '../app/file-ports.ts'
import type { Log } from '../app/transport-ports.ts'
import type { Clock, Instant } from '../domain/time.ts'
import { Loop } from './loop.ts'

export interface AttachmentsWorkerOptions {
  readonly store: AttachmentStore
  readonly remove: (storageKey: string) => Promise<void>
  readonly copy: (attachment: PendingAttachment, now: Instant) => Promise<CopyOutcome>
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
}

/** Files are held in memory while they are copied: few at a time. */
const atOnce = 4
const intervalMs = 2_000
const stopTimeoutMs = 2_000

/** Copies files of tickets into our own storage in the background; nothing waits for it. */
export class AttachmentsWorker {
  readonly #options: AttachmentsWorkerOptions
  readonly #loop: Loop
  #isStopping = false

  constructor(options: AttachmentsWorkerOptions) {
    this.#options = options
    this.#loop = new Loop({
      run: async () => {
        await this.#eraseDue()
        await this.#copyDue()
      },
      intervalMs,
      onFault: (error) => options.log.error({ err: error }, 'files could not be copied'),
      random: options.random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  wake(): void {
    this.#loop.wake()
  }

  /** Everything that is due has been tried. */
  drain(): Promise<void> {
    return this.#loop.drain()
  }

  /** What is being copied ends or is copied again by the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.race([this.#loop.stop(), delay(stopTimeoutMs, undefined, { ref: false })])
  }

  /** A key whose file is gone already is forgotten by the next look. */
  async #eraseDue(): Promise<void> {
    const { store, remove } = this.#options
    for (;;) {
      const due = await store.findErasing(atOnce)
      if (due.length === 0 || this.#isStopping) return
      for (const { id, storageKey } of due) {
        if (storageKey !== null) await remove(storageKey)
        await store.forget(id)
      }
    }
  }

  async #copyDue(): Promise<void> {
    const { store, clock } = this.#options
    for (;;) {
      const due = await store.findDue(atOnce, clock.now())
      if (due.length === 0 || this.#isStopping) return
      await Promise.all(due.map((attachment) => this.#copyOne(attachment)))
    }
  }

  async #copyOne(attachment: PendingAttachment): Promise<void> {
    const { copy, store, clock, log } = this.#options
    const outcome = await copy(attachment, clock.now())
    await store.record(attachment.id, outcome, clock.now())
    if (outcome.kind === 'stored') return
    const { id: attachmentId, ticketId } = attachment
    log.warn({ attachmentId, ticketId, outcome: outcome.kind, error: outcome.error }, 'a file was not copied')
  }
}
