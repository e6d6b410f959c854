/**
 * Answers on their way. A few seconds one can still take an answer back; after that it is sent with a key of its own
 * until the server has said yes or no, across lost networks, ended sessions and closed tabs. It is never sent twice.
 */
import type { GivenResult } from '../../src/web/api/schemas.ts'
import { type ConsoleClient, Refusal, sentenceOf } from './client.ts'
import { randomKey } from '../model/random-key.ts'

export interface OutgoingAnswer {
  readonly ticketId: number
  readonly text: string
  readonly result: GivenResult
  readonly seenVersion: number
  readonly key: string
  /** `undo`: may be taken back until `sendAt`. `waiting`: no network, or nobody signed in. */
  readonly state: 'undo' | 'sending' | 'waiting'
  /** Milliseconds since 1970. */
  readonly sendAt: number
}

export interface SentResult {
  readonly ticketId: number
  /** Null: the citizen gets it. */
  readonly problem: string | null
}

const retryMs = 3_000
const place = 'otklik.outgoing'

export class AnswerSender {
  readonly #client: Pick<ConsoleClient, 'answer'>
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #watchers = new Set<() => void>()
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #answers: readonly OutgoingAnswer[]
  readonly #listeners = new Set<(result: SentResult) => void>()
  #undoMs = 10_000

  constructor(client: Pick<ConsoleClient, 'answer'>, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#client = client
    this.#storage = storage
    this.#answers = read(storage)
  }

  /** How long an answer can be taken back, as the installation sets it. */
  allowUndo(seconds: number): void {
    this.#undoMs = seconds * 1_000
  }

  /** The same list until something changes. */
  readonly list = (): readonly OutgoingAnswer[] => this.#answers

  readonly watch = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange)
    return () => void this.#watchers.delete(onChange)
  }

  /** Told of every answer that arrived or was refused. */
  readonly listen = (onResult: (result: SentResult) => void): (() => void) => {
    this.#listeners.add(onResult)
    return () => void this.#listeners.delete(onResult)
  }

  /** Goes on with what an earlier page left behind, or what waits for a person to sign in. */
  resume(): void {
    for (const { ticketId, sendAt } of this.#answers)
      this.#schedule(ticketId, Math.max(0, sendAt - Date.now()))
  }

  send(answer: Pick<OutgoingAnswer, 'ticketId' | 'text' | 'result' | 'seenVersion'>): void {
    const sendAt = Date.now() + this.#undoMs
    const others = this.#answers.filter(({ ticketId }) => ticketId !== answer.ticketId)
    this.#keep([...others, { ...answer, key: randomKey(), state: 'undo', sendAt }])
    this.#schedule(answer.ticketId, this.#undoMs)
  }

  /** False when it is too late. */
  undo(ticketId: number): boolean {
    if (this.#answers.find((answer) => answer.ticketId === ticketId)?.state !== 'undo') return false
    clearTimeout(this.#timers.get(ticketId))
    this.#drop(ticketId)
    return true
  }

  #schedule(ticketId: number, delayMs: number): void {
    clearTimeout(this.#timers.get(ticketId))
    this.#timers.set(
      ticketId,
      setTimeout(() => void this.#deliver(ticketId), delayMs),
    )
  }

  async #deliver(ticketId: number): Promise<void> {
    const answer = this.#answers.find((one) => one.ticketId === ticketId)
    if (answer === undefined || answer.state === 'sending') return
    this.#become(ticketId, 'sending')
    try {
      const { text, result, key, seenVersion } = answer
      await this.#client.answer(ticketId, { text, result, key, seenVersion })
      this.#drop(ticketId)
      this.#tell({ ticketId, problem: null })
    } catch (error) {
      const isToWait =
        error instanceof Refusal && (error.isOffline || error.isSignedOut || error.status >= 500)
      if (isToWait) {
        this.#become(ticketId, 'waiting')
        if (!error.isSignedOut) this.#schedule(ticketId, retryMs)
        return
      }
      this.#drop(ticketId)
      this.#tell({ ticketId, problem: sentenceOf(error) })
    }
  }

  #tell(result: SentResult): void {
    for (const listener of this.#listeners) listener(result)
  }

  #become(ticketId: number, state: OutgoingAnswer['state']): void {
    this.#keep(this.#answers.map((answer) => (answer.ticketId === ticketId ? { ...answer, state } : answer)))
  }

  #drop(ticketId: number): void {
    this.#keep(this.#answers.filter((answer) => answer.ticketId !== ticketId))
  }

  #keep(answers: readonly OutgoingAnswer[]): void {
    this.#answers = answers
    this.#storage.setItem(place, JSON.stringify(answers))
    for (const watcher of this.#watchers) watcher()
  }
}

function read(storage: Pick<Storage, 'getItem'>): readonly OutgoingAnswer[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(place) ?? '[]')
    return Array.isArray(stored)
      ? stored.filter(isAnswer).map((answer) => ({ ...answer, state: 'waiting' }))
      : []
  } catch {
    // Somebody else's words under our name: there is nothing to send.
    return []
  }
}

function isAnswer(value: unknown): value is OutgoingAnswer {
  if (typeof value !== 'object' || value === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const areNumbers = ['ticketId', 'seenVersion', 'sendAt'].every((name) => typeof fields[name] === 'number')
  const hasResult = typeof fields['result'] === 'object' && fields['result'] !== null
  return areNumbers && hasResult && typeof fields['text'] === 'string' && typeof fields['key'] === 'string'
}
