import type { PollAnswer, PollStore, StorePoll } from '../app/transport-ports.ts'
import type { Clock } from '../domain/time.ts'

export interface PollWriterOptions {
  readonly store: PollStore
  readonly clock: Clock
  /** New events are in the inbox. */
  readonly onStored: () => void
}

/** Bounds the statement; what is over waits for the next one. */
const answersAtOnce = 256
/** An answer with more events has a statement of its own, for which nobody else waits. */
const eventsInCompany = 50

interface Waiting {
  readonly answer: PollAnswer
  readonly resolve: (outcome: 'stored' | 'leaseLost') => void
  readonly reject: (error: unknown) => void
}

/**
 * Stores answers of many polls with few commits: what arrives while a statement runs goes into the next one. Each
 * poll waits for its own answer, so there is never more than one of a community here.
 */
export function createPollWriter({ store, clock, onStored }: PollWriterOptions): StorePoll {
  let waiting: Waiting[] = []
  let isWriting = false

  const writeAll = async (): Promise<void> => {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, answersAtOnce)
      waiting = waiting.slice(answersAtOnce)
      await write(batch)
    }
    isWriting = false
  }

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const { held, eventCount } = await store.storePolls(
        batch.map(({ answer }) => answer),
        clock.now(),
      )
      for (const { answer, resolve } of batch) resolve(held.has(answer.groupId) ? 'stored' : 'leaseLost')
      if (eventCount > 0) onStored()
    } catch (error) {
      // Each poll decides for itself: it waits and asks VK again from the old ts.
      for (const { reject } of batch) reject(error)
    }
  }

  return (answer) =>
    new Promise((resolve, reject) => {
      if (answer.events.length > eventsInCompany) return void write([{ answer, resolve, reject }])
      waiting.push({ answer, resolve, reject })
      if (!isWriting) void writeAll()
    })
}
