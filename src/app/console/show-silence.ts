/** The radar of silence for those who look after many pages. */
import { type Result, refuse, success } from '../../domain/result.ts'
import { figureScopeOf } from '../statistics/figure-rights.ts'
import { type RadarWork, type SilentPage, lookForSilence } from '../statistics/silence-radar.ts'
import type { Listing } from './list-tickets.ts'
import type { Worker } from './work-at-console.ts'

/** An observer of an institution sees that institution's pages; those who answer are told by their own queue. */
export async function showSilence(
  { silence, listing }: { readonly silence: RadarWork; readonly listing: Listing },
  { member, region }: Worker,
): Promise<Result<readonly SilentPage[], { readonly kind: 'notCoordinator' }>> {
  const mayLook = member.memberships.some(({ role }) => role === 'coordinator' || role === 'observer')
  if (!mayLook) return refuse({ kind: 'notCoordinator' })
  const scope = figureScopeOf(member)
  return success(
    await lookForSilence(silence, { directory: region.directory, scope, now: listing.clock.now() }),
  )
}
