/**
 * People write one thought in several messages: «Здравствуйте», «на Мира яма», a photo. What cannot be answered by
 * itself, and what follows within seconds, waits in the inbox until the person falls silent, and is then read as one
 * message. A whole question is answered at once; so is danger, whatever waits with it.
 */
import { arePlainWords, isBeginning } from '../../scenes/plain-words.ts'
import { type IncomingMessage, glue } from '../domain/message.ts'
import { type Instant, addSeconds, isBefore, secondsBetween } from '../domain/time.ts'
import type { Workplace } from './desk.ts'
import { isLeftToOperator } from './note-by-hand.ts'
import type { InboxEvent } from './ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** One message of a row, as it stands in the inbox. */
export interface Part {
  readonly event: InboxEvent
  readonly message: IncomingMessage
}

/** Nobody who writes on and on waits longer than this for an answer. */
const rowSecondsMax = 60
const partsMax = 50

/** Whether a message may be read together with its neighbours. */
export const mayBePart = ({ work, dialogue }: Workplace, message: IncomingMessage): boolean =>
  arePlainWords(message, work.session(dialogue.key))

/**
 * Until when a row of messages waits for more; null: it is heard now. `hasSpoken`: the person wrote something else a
 * moment ago, which was answered.
 */
export function waitsUntil(
  place: Workplace,
  row: readonly Part[],
  { silenceSeconds, hasSpoken }: { readonly silenceSeconds: number; readonly hasSpoken: boolean },
): Instant | null {
  const { work, dialogue } = place
  const [first, last] = [row[0], row.at(-1)]
  if (first === undefined || last === undefined || silenceSeconds === 0) return null
  const fresh = row.filter(({ event }) => event.waitsUntil === null)
  if (fresh.length === 0) return stillWaiting(last, work)
  const isSilentAlready = secondsBetween(last.message.vkAt, work.now) >= silenceSeconds
  const isLong = row.length >= partsMax || secondsBetween(first.message.vkAt, work.now) >= rowSecondsMax
  if (isSilentAlready || isLong || isLeftToOperator(place)) return null
  if (fresh.some(({ message }) => isNewDanger(place, message))) return null
  const isWhole = row.length === 1 && !isBeginning(last.message, place.understand, work.session(dialogue.key))
  return isWhole && !hasSpoken ? null : addSeconds(work.now, silenceSeconds)
}

/** Read along with another event of the batch, before its time. */
const stillWaiting = ({ event }: Part, { now }: UnitOfWork): Instant | null =>
  event.waitsUntil !== null && isBefore(now, event.waitsUntil) ? event.waitsUntil : null

/** A danger that nobody was told of yet is answered at once. */
function isNewDanger({ work, dialogue, understand }: Workplace, { text }: IncomingMessage): boolean {
  const { danger } = understand(text)
  return danger !== null && !work.openTickets(dialogue.key, dialogue).some((open) => open.danger === danger)
}

/** The row as one message. */
export const readTogether = (row: readonly Part[]): IncomingMessage | null =>
  glue(row.map(({ message }) => message))

/**
 * When people last wrote words that were answered. Kept in memory: a start that forgets it answers at once, and that is
 * all that is lost.
 */
export class RecentWords {
  readonly #at = new Map<string, Instant>()

  note(key: string, at: Instant): void {
    this.#at.delete(key)
    this.#at.set(key, at)
    const [oldest] = this.#at.keys()
    if (this.#at.size > dialoguesMax && oldest !== undefined) this.#at.delete(oldest)
  }

  forget(key: string): void {
    this.#at.delete(key)
  }

  wasWithin(key: string, seconds: number, now: Instant): boolean {
    const at = this.#at.get(key)
    return at !== undefined && secondsBetween(at, now) < seconds
  }
}

const dialoguesMax = 50_000
