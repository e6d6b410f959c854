/** What either side knows after a run: VK by its API, the product by its database. */

/** A message as VK's history shows it. */
export interface SaidInVk {
  readonly groupId: number
  readonly peerId: number
  readonly cmid: number
  readonly author: 'person' | 'bot' | 'operator'
  readonly text: string
  /** Seconds since 1970. */
  readonly date: number
  readonly randomId: number
}

export interface InboxRow {
  readonly groupId: number
  readonly peerId: number
  readonly type: string
  readonly cmid: number | null
  readonly status: string
  readonly reason: string | null
}

/** In the order of their ids. */
export interface OutboxRow {
  readonly id: number
  readonly groupId: number
  readonly peerId: number
  readonly status: string
  readonly randomId: number
  readonly cmid: number | null
  readonly text: string
  readonly error: string | null
  /** The row whose message this one changes; null: a message of its own. */
  readonly editsId: number | null
}

export interface TicketRow {
  readonly id: number
  readonly groupId: number
  readonly peerId: number
  readonly status: string
}

/** In the order of their ids. */
export interface TicketEventRow {
  readonly ticketId: number
  readonly type: string
  /** Of the message that caused it. */
  readonly cmid: number | null
  /** Seconds since 1970; VK's own date of that message. */
  readonly vkDate: number | null
}

/** In the order of their ids. */
export interface WordsRow {
  readonly ticketId: number
  readonly author: string
  readonly text: string
  readonly cmid: number | null
}

export interface Evidence {
  readonly said: readonly SaidInVk[]
  readonly inbox: readonly InboxRow[]
  readonly outbox: readonly OutboxRow[]
  readonly tickets: readonly TicketRow[]
  readonly ticketEvents: readonly TicketEventRow[]
  readonly words: readonly WordsRow[]
  /** Communities with a gap that was not read. */
  readonly openGaps: readonly number[]
}

export const dialogueKey = (place: { readonly groupId: number; readonly peerId: number }): string =>
  `${place.groupId}:${place.peerId}`

export function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const known = groups.get(keyOf(value))
    if (known === undefined) groups.set(keyOf(value), [value])
    else known.push(value)
  }
  return groups
}
