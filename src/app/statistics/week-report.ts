/** What an institution or a coordinator reads on Monday about the week that is over. */
import { adviceFor, praiseFor } from '../../domain/figures/advice.ts'
import { type Figures, readFigures, readLateHeat } from '../../domain/figures/figures.ts'
import type { Instant, PlainDate } from '../../domain/time.ts'
import type { FigureSelection } from './figure-rights.ts'
import type { FigureDetails } from './ports.ts'

export interface WeekDay {
  /** ISO date. */
  readonly date: string
  readonly received: number
  readonly answered: number
}

export interface WeekReport {
  /** Of whom it tells. */
  readonly title: string
  /** The Monday that began the week. */
  readonly from: PlainDate
  readonly figures: Figures
  readonly before: Figures
  readonly days: readonly WeekDay[]
  readonly advice: string
  readonly praise: string | null
}

export interface ReportedWeek {
  readonly title: string
  readonly selection: FigureSelection
  readonly from: PlainDate
  readonly now: Instant
}

export async function weekReport(
  details: FigureDetails,
  { title, selection, from, now }: ReportedWeek,
): Promise<WeekReport> {
  const week = (start: PlainDate) => ({
    from: start.toString(),
    to: start.add({ weeks: 1 }).toString(),
    now,
    selection,
  })
  const side = selection.dimension === 'institution' ? 'owner' : 'citizen'
  const [present, earlier, days] = await Promise.all([
    details.read(week(from)),
    details.read(week(from.subtract({ weeks: 1 }))),
    details.days(week(from)),
  ])
  const figures = readFigures(present.sums, present.open, side)
  const before = readFigures(earlier.sums, earlier.open, side)
  const byDay = new Map(days.map((day) => [day.day, readFigures(day.sums, day.open, side)]))
  const trend = differenceOf(figures.replySla.share, before.replySla.share)
  return {
    title,
    from,
    figures,
    before,
    days: Array.from({ length: 7 }, (_, index) => {
      const date = from.add({ days: index }).toString()
      const day = byDay.get(date)
      return { date, received: day?.received ?? 0, answered: day?.answered ?? 0 }
    }),
    advice: adviceFor({ figures, lateHeat: readLateHeat(present.sums) }),
    praise: praiseFor(figures, trend, figures.replySla.share),
  }
}

const differenceOf = (now: number | null, then: number | null): number | null =>
  now === null || then === null ? null : now - then
