/**
 * Coordinators hear once of each community that cannot be served. The message goes by way of their own dialogue; when
 * that belongs to the very community in trouble, it arrives as soon as the trouble is over.
 */
import type { GroupId } from '../domain/ids.ts'
import { type StaffMember, coordinatorsFor } from '../domain/staff.ts'
import { type Clock, type Instant, addSeconds } from '../domain/time.ts'
import { communityTitle, tellStaff } from './notify.ts'
import type { Notices } from './notice-ports.ts'
import type { Changes, Store } from './ports.ts'
import type { LoadedRegion, Regions } from './regions.ts'
import type { TroubleNoticeStore, UntoldTrouble } from './transport-ports.ts'
import { UnitOfWork } from './unit-of-work.ts'

export interface TroubleTelling {
  readonly store: Store
  readonly troubles: TroubleNoticeStore
  readonly regions: Regions
  readonly notices: Notices
  readonly clock: Clock
  readonly onWritten: () => void
}

/** A trouble that comes and goes is told of no more often than this. */
const againSeconds = 3_600

/** Returns how many communities were told of. Those without a coordinator who can be reached wait for one. */
export async function tellTroubles(telling: TroubleTelling): Promise<number> {
  const { troubles, regions, clock, onWritten } = telling
  const now = clock.now()
  const untold = await troubles.findUntold(addSeconds(now, -againSeconds))
  if (untold.length === 0) return 0
  const region = await regions.latest()
  const readers = readersOf(region, untold)
  if (readers.size === 0) return 0
  const told = new Set([...readers.values()].flat().map(({ groupId }) => groupId))
  const changes = noticesFor(telling, region, readers, now)
  // First what waits for the end of somebody's quiet hours: lost in between, it would be told once more, not never.
  if (changes.deskRecords.length > 0) await telling.store.write({ ...changes, outbox: [] }, now)
  await troubles.tell([...told], changes.outbox, now)
  onWritten()
  return told.size
}

/** One message for each coordinator, however many communities are concerned. */
function readersOf(
  { roster, directory }: LoadedRegion,
  untold: readonly UntoldTrouble[],
): ReadonlyMap<StaffMember, readonly UntoldTrouble[]> {
  const readers = new Map<StaffMember, UntoldTrouble[]>()
  const reachable = roster.filter((member) => member.contactGroupId !== null)
  for (const trouble of untold) {
    const municipalityId = directory.communities.get(trouble.groupId)?.municipalityId ?? null
    for (const member of coordinatorsFor(reachable, municipalityId)) {
      readers.set(member, [...(readers.get(member) ?? []), trouble])
    }
  }
  return readers
}

function noticesFor(
  { store, notices }: TroubleTelling,
  { directory }: LoadedRegion,
  readers: ReadonlyMap<StaffMember, readonly UntoldTrouble[]>,
  now: Instant,
): Changes {
  const work = new UnitOfWork(store, { events: [], states: new Map(), directoryVersion: 0 }, now)
  const title = (groupId: GroupId): string => communityTitle(directory, groupId)
  for (const [member, troubles] of readers) {
    const said = [...new Set(troubles.map(({ sentence }) => sentence))].map((sentence) => ({
      sentence,
      communities: troubles
        .filter((trouble) => trouble.sentence === sentence)
        .map(({ groupId }) => title(groupId)),
    }))
    tellStaff(work, [member], notices.communitiesTroubled(said))
  }
  return work.changes()
}
