/** An event as the log gives it back. Facts are read with suspicion: a log outlives the code that wrote it. */
export interface LoggedEvent {
  readonly id: number
  /** Null: no ticket came of the dialogue. */
  readonly ticketId: number | null
  readonly groupId: number | null
  readonly type: string
  /** Our clock, epoch milliseconds. */
  readonly atMs: number
  /** VK's clock. */
  readonly vkAtMs: number | null
  readonly actorKind: string
  readonly actorId: number | null
  readonly facts: Readonly<Record<string, unknown>>
}

export const numberIn = (facts: LoggedEvent['facts'], name: string): number | null => {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}

export const textIn = (facts: LoggedEvent['facts'], name: string): string | null => {
  const value = facts[name]
  return typeof value === 'string' ? value : null
}

/** `2026-11-02T09:00:00Z`, with any fraction of the second. */
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?Z$/u
const dayMs = 86_400_000

/** A moment as epoch milliseconds; null when it is none. */
export function momentIn(facts: LoggedEvent['facts'], name: string): number | null {
  const parts = isoPattern.exec(textIn(facts, name) ?? '')
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number)
  const days = epochDays(year ?? 0, month ?? 0, day ?? 0)
  const seconds = ((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)
  return days * dayMs + seconds * 1000 + Math.round(Number(`0${parts[7] ?? ''}`) * 1000)
}

/** Days since 1970 of a date of the Gregorian calendar. @see Hinnant, chrono-compatible low-level date algorithms */
export function epochDays(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}
