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

export class Cells {
  readonly #days = new Map<string, { readonly key: CellKey; readonly sums: Map<number, number> }>()

  /** Hand it to what contributes; a weight of -1 takes away what was counted before. */
  adder(weight: 1 | -1): AddTo {
    return (dimension, member, day, key, amount) => {
      const sums = this.#sums({ dimension, member, span: 'day', startsOn: day })
      sums.set(key, (sums.get(key) ?? 0) + weight * amount)
    }
  }

  /** Every cell that changed, months included, without sums that cancelled out. */
  *changed(): Generator<{ readonly key: CellKey; readonly sums: ReadonlyMap<number, number> }> {
    const months = new Cells()
    for (const { key, sums } of this.#days.values()) {
      const month = months.#sums({ ...key, span: 'month', startsOn: startOfMonth(key.startsOn) })
      for (const [name, amount] of sums) month.set(name, (month.get(name) ?? 0) + amount)
    }
    for (const cell of [...this.#days.values(), ...months.#days.values()]) {
      const sums = new Map([...cell.sums].filter(([, amount]) => amount !== 0))
      if (sums.size > 0) yield { key: cell.key, sums }
    }
  }

  #sums(key: CellKey): Map<number, number> {
    const name = `${key.dimension} ${key.startsOn} ${key.member}`
    const known = this.#days.get(name)
    if (known !== undefined) return known.sums
    const sums = new Map<number, number>()
    this.#days.set(name, { key, sums })
    return sums
  }
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
