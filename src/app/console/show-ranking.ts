/** Leagues on a screen. */
import { figureScopeOf, visibleMembers } from '../statistics/figure-rights.ts'
import { type League, leaguesOf } from '../statistics/leagues.ts'
import { type DateRange, periodBefore } from '../statistics/period.ts'
import type { FigureReader } from '../statistics/ports.ts'
import type { FigureShowing } from './show-figures.ts'
import type { Worker } from './work-at-console.ts'

/** Leagues of like institutions: a person sees the own places, coordinators those of all they coordinate. */
export async function showRanking(
  showing: FigureShowing,
  worker: Worker,
  period: DateRange,
): Promise<readonly League[]> {
  const now = showing.listing.clock.now()
  const read = ({ from, to }: DateRange): ReturnType<FigureReader['read']> =>
    showing.reader.read({
      by: 'institution',
      from: from.toString(),
      to: to.toString(),
      now,
      municipalityIds: null,
    })
  const [table, before] = await Promise.all([read(period), read(periodBefore(period))])
  const visible = visibleMembers(figureScopeOf(worker.member), 'institution', worker.region)
  // Places are in the whole league; only the own ones are shown.
  return leaguesOf(table, before)
    .map(({ kind, places }) => ({
      kind,
      places: places.filter(({ member }) => visible === null || visible.has(member)),
    }))
    .filter(({ places }) => places.length > 0)
}
