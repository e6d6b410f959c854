/** The short table that coordinators read in VK, from the derived figures. */
import type { Pool } from 'pg'
import type { StatisticsStore } from '../app/ports.ts'
import type { Figures } from '../domain/figures/figures.ts'
import type { StatisticsRow } from '../domain/statistics.ts'
import { type Instant, addSeconds } from '../domain/time.ts'
import { createFigureKeeper } from './figure-keeper.ts'
import { createFigureReader } from './figure-reader.ts'
import { coordinators } from './figure-titles.ts'

const everybody = 'Все учреждения'

export function createStatisticsStore(pool: Pool, timeZone: string): StatisticsStore {
  const keeper = createFigureKeeper(pool, timeZone)
  const reader = createFigureReader(pool)
  const dateOf = (moment: Instant): string => moment.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return {
    async statistics({ from, to, now }, municipalityIds) {
      // A person in a dialogue waits for this, and others behind them.
      await keeper.catchUp('hasty')
      const table = await reader.read({
        by: 'institution',
        from: dateOf(from),
        to: dateOf(addSeconds(to, 24 * 3600 - 1)),
        now,
        municipalityIds: municipalityIds ?? null,
      })
      const rows = table.rows.map(({ member, title, figures }) =>
        readRow(member === '-' ? null : Number(member), title, figures),
      )
      return {
        from: from.toString(),
        to: to.toString(),
        total: readRow(null, everybody, table.total),
        institutions: rows,
      }
    },
  }
}

const readRow = (institutionId: number | null, institution: string, figures: Figures): StatisticsRow => ({
  institutionId,
  institution: institutionId === null && institution !== everybody ? coordinators : institution,
  tickets: figures.received,
  answered: figures.answered,
  waiting: figures.waiting,
  overdue: figures.overdue,
  firstResponseMedianSeconds: whole(figures.firstResponse.wall.median),
  firstResponseP90Seconds: whole(figures.firstResponse.wall.p90),
  finalAnswerMedianSeconds: whole(figures.finalAnswer.wall.median),
  finalAnswerP90Seconds: whole(figures.finalAnswer.wall.p90),
})

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))
