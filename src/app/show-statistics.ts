/** Figures of the last thirty days for a coordinator in VK. */
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import type { StatisticsTable } from '../domain/statistics.ts'
import { addSeconds } from '../domain/time.ts'
import type { Workplace } from './desk.ts'

const periodSeconds = 30 * 24 * 3600

export async function showStatistics(
  place: Workplace,
  member: StaffMember,
): Promise<Result<StatisticsTable, { readonly kind: 'notCoordinator' }>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const { now } = place.work
  return success(await place.statistics.statistics(addSeconds(now, -periodSeconds), addSeconds(now, 1), now))
}
