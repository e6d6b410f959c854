/** Sums that are being collected: by dimension, member and day, and rolled up to months. */
import type { AddTo, Dimension } from './contribution.ts'

export type Span = 'day' | 'month'

export interface CellKey {
  readonly dimension: Dimension
  readonly member: string
  readonly span: Span
  /** Days since 1970 of the first day. */
  readonly startsOn: number
}

type Sums = Map<number, number>

export class Cells {
  /** By dimension, member, day: asked for with every amount, so that no name is put together for it. */
  readonly #days = new Map<Dimension, Map<string, Map<number, Sums>>>()
  #count = 0

  /** Members × days that have been touched. */
  get count(): number {
    return this.#count
  }

  /** Hand it to what contributes; a weight of -1 takes away what was counted before. */
  adder(weight: 1 | -1): AddTo {
    // What a ticket adds goes to the same few cells again and again.
    const last = new Map<Dimension, { readonly member: string; readonly day: number; readonly sums: Sums }>()
    return (dimension, member, day, key, amount) => {
      let cell = last.get(dimension)
      if (cell === undefined || cell.day !== day || cell.member !== member) {
        cell = { member, day, sums: this.#sums(dimension, member, day) }
        last.set(dimension, cell)
      }
      cell.sums.set(key, (cell.sums.get(key) ?? 0) + weight * amount)
    }
  }

  /** Every cell that changed, months included, without sums that cancelled out. */
  *changed(): Generator<{ readonly key: CellKey; readonly sums: ReadonlyMap<number, number> }> {
    for (const [dimension, members] of this.#days)
      for (const [member, days] of members) {
        yield* nonZero({ dimension, member, span: 'day' }, days)
        yield* nonZero({ dimension, member, span: 'month' }, inMonths(days))
      }
  }

  #sums(dimension: Dimension, member: string, day: number): Sums {
    const known = this.#days.get(dimension)?.get(member)?.get(day)
    if (known !== undefined) return known
    const sums: Sums = new Map()
    const members = this.#days.get(dimension) ?? new Map<string, Map<number, Sums>>()
    const days = members.get(member) ?? new Map<number, Sums>()
    this.#days.set(dimension, members.set(member, days.set(day, sums)))
    this.#count += 1
    return sums
  }
}

function* nonZero(
  key: Omit<CellKey, 'startsOn'>,
  days: ReadonlyMap<number, Sums>,
): Generator<{ readonly key: CellKey; readonly sums: Sums }> {
  for (const [startsOn, all] of days) {
    const sums = new Map([...all].filter(([, amount]) => amount !== 0))
    if (sums.size > 0) yield { key: { ...key, startsOn }, sums }
  }
}

function inMonths(days: ReadonlyMap<number, Sums>): ReadonlyMap<number, Sums> {
  const months = new Map<number, Sums>()
  for (const [day, sums] of days) {
    const startsOn = startOfMonth(day)
    const month: Sums = months.get(startsOn) ?? new Map()
    months.set(startsOn, month)
    for (const [name, amount] of sums) month.set(name, (month.get(name) ?? 0) + amount)
  }
  return months
}

/** Of a day since 1970. */
export function startOfMonth(day: number): number {
  return day - (dayOfMonth(day) - 1)
}

/** @see Hinnant, chrono-compatible low-level date algorithms: civil_from_days */
function dayOfMonth(day: number): number {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  return ofYear - Math.floor((153 * month + 2) / 5) + 1
}
