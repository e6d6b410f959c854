/**
 * Days of Russia's production calendar that differ from their weekday: holidays and moved days off, working
 * Saturdays, days shorter by an hour.
 *
 * @see Government decree 1466 of 24.09.2025 (2026); Labour Code art. 95, 112. Days of 2025 by the decree on moved
 * days of that year. Of a year that is not listed only the holidays of the Labour Code are known: the decree that moves
 * days comes out in the autumn before.
 */
export type DayKind = 'off' | 'working' | 'short'

const listed: Readonly<Record<DayKind, readonly string[]>> = {
  off: `2025-01-01 2025-01-02 2025-01-03 2025-01-04 2025-01-05 2025-01-06 2025-01-07 2025-01-08
    2025-02-23 2025-03-08 2025-05-01 2025-05-02 2025-05-08 2025-05-09 2025-06-12 2025-06-13
    2025-11-03 2025-11-04 2025-12-31
    2026-01-01 2026-01-02 2026-01-03 2026-01-04 2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09
    2026-02-23 2026-03-08 2026-03-09 2026-05-01 2026-05-09 2026-05-11 2026-06-12
    2026-11-04 2026-12-31`.split(/\s+/u),
  working: ['2025-11-01'],
  short: '2025-03-07 2025-04-30 2025-06-11 2025-11-01 2026-04-30 2026-05-08 2026-06-11 2026-11-03'.split(' '),
}

const kinds: ReadonlyMap<string, ReadonlySet<DayKind>> = index()

/** Years whose moved days are known. */
export const listedYears: readonly number[] = [2025, 2026]

/**
 * Whether the moved days of a year are known: built in, or named by coordinators. A list that forgets a holiday of the
 * Labour Code is not that of a year.
 */
export function isYearKnown(
  year: number,
  named: readonly {
    readonly date: string
    readonly kind: string
    readonly institutionId: unknown
    readonly municipalityId: unknown
  }[],
): boolean {
  if (listedYears.includes(year)) return true
  const daysOff = new Set(
    named
      .filter((day) => day.kind === 'off' && day.institutionId === null && day.municipalityId === null)
      .map((day) => day.date),
  )
  return [...statutoryHolidays].every((day) => daysOff.has(`${year}-${day}`))
}

/** What is special about an ISO date; empty for an ordinary day. A working Saturday may also be short. */
export function dayKinds(isoDate: string): ReadonlySet<DayKind> {
  const isListed = listedYears.includes(Number(isoDate.slice(0, 4)))
  return kinds.get(isoDate) ?? (!isListed && statutoryHolidays.has(isoDate.slice(5)) ? dayOff : ordinary)
}

const ordinary: ReadonlySet<DayKind> = new Set()
const dayOff: ReadonlySet<DayKind> = new Set(['off'])
/** Month and day. @see Labour Code, art. 112 */
const statutoryHolidays: ReadonlySet<string> = new Set(
  '01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04'.split(' '),
)

function index(): ReadonlyMap<string, ReadonlySet<DayKind>> {
  const found = new Map<string, Set<DayKind>>()
  const tables: readonly (readonly [DayKind, readonly string[]])[] = [
    ['off', listed.off],
    ['working', listed.working],
    ['short', listed.short],
  ]
  for (const [kind, dates] of tables) {
    for (const date of dates) found.set(date, (found.get(date) ?? new Set<DayKind>()).add(kind))
  }
  return found
}
