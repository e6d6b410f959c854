/** Figures of today or of the last thirty days for a coordinator in VK: of the region, or of the own municipalities. */
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import type { StatisticsTable } from '../domain/statistics.ts'
import { addSeconds } from '../domain/time.ts'
import type { Workplace } from './desk.ts'

const periodSeconds = 30 * 24 * 3600

export async function showStatistics(
  place: Workplace,
  member: StaffMember,
  span: 'today' | 'month',
): Promise<Result<StatisticsTable, { readonly kind: 'notCoordinator' }>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const { now } = place.work
  const midnight = now.toZonedDateTimeISO(place.timeZone).startOfDay().toInstant()
  const from = span === 'today' ? midnight : addSeconds(now, -periodSeconds)
  const period = { from, to: addSeconds(now, 1), now }
  const own = coordinatedMunicipalities(member)
  return success(
    await (own === null ? place.statistics.statistics(period) : place.statistics.statistics(period, own)),
  )
}
