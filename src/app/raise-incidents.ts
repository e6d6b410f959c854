/** Looks for topics that more people write about in a place than usually at this hour, and tells coordinators once. */
import type { Incident } from '../domain/incident.ts'
import type { MunicipalityId, TicketId, TopicId } from '../domain/ids.ts'
import { judgeCount, peopleMin } from '../domain/spike.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import { type Clock, type Instant, addSeconds } from '../domain/time.ts'
import { tellStaff } from './notify.ts'
import type { Notices } from './notice-ports.ts'
import type { InboxBatch, Store } from './ports.ts'
import type { LoadedRegion, Regions } from './regions.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** People who wrote about a topic in a place within a window. */
export interface Crowd {
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId
  readonly people: number
  /** Their open tickets. */
  readonly ticketIds: readonly TicketId[]
  /** People in the same window one week ago, two weeks ago …; weeks before the first ticket of all are left out. */
  readonly pastWeeks: readonly number[]
}

export interface IncidentStore {
  findCrowds(
    window: { readonly from: Instant; readonly to: Instant },
    peopleMin: number,
    weeks: number,
  ): Promise<readonly Crowd[]>
  /** What was raised or dismissed for this topic and place since then. */
  findRecent(since: Instant): Promise<readonly Pick<Incident, 'topicId' | 'municipalityId'>[]>
  nextIds(count: number): Promise<readonly number[]>
}

export interface IncidentRaising {
  readonly store: Store
  readonly incidents: IncidentStore
  readonly regions: Regions
  readonly notices: Notices
  readonly clock: Clock
  readonly onWritten: () => void
}

const windowSeconds = 2 * 3600
const weeksCompared = 8
/** A coordinator who closed or dismissed one is not asked again the same day. */
const quietSeconds = 12 * 3600
const nothingRead: InboxBatch = { events: [], states: new Map(), directoryVersion: 0 }

/** Returns how many incidents were raised. Running twice raises nothing more. */
export async function raiseIncidents(raising: IncidentRaising): Promise<number> {
  const { incidents, regions, store, clock, onWritten } = raising
  const now = clock.now()
  const window = { from: addSeconds(now, -windowSeconds), to: now }
  const crowds = await incidents.findCrowds(window, peopleMin, weeksCompared)
  const spikes = crowds
    .map((crowd) => ({ crowd, ...judgeCount(crowd.people, crowd.pastWeeks) }))
    .filter(({ isSpike }) => isSpike)
  if (spikes.length === 0) return 0
  const region = await regions.latest()
  const recent = new Set((await incidents.findRecent(addSeconds(now, -quietSeconds))).map(keyOf))
  const fresh = spikes.filter(
    ({ crowd }) => !recent.has(keyOf(crowd)) && region.directory.topics.has(crowd.topicId),
  )
  const ids = await incidents.nextIds(fresh.length)
  const work = new UnitOfWork(store, nothingRead, now)
  for (const [index, { crowd, expected }] of fresh.entries())
    raise(raising, region, work, { ...crowd, expected, id: ids[index] ?? 0 })
  if (fresh.length > 0) {
    await store.write(work.changes(), now)
    onWritten()
  }
  return fresh.length
}

function raise(
  { notices }: IncidentRaising,
  { directory, roster }: LoadedRegion,
  work: UnitOfWork,
  found: Crowd & { readonly id: number; readonly expected: number },
): void {
  const { id, topicId, municipalityId, people, expected, ticketIds } = found
  work.record({ type: 'incidentRaised', id, topicId, municipalityId, people, expected })
  for (const ticketId of ticketIds) work.record({ type: 'incidentTicket', incidentId: id, ticketId })
  const card = notices.incidentRaised({
    id,
    topicTitle: directory.topics.get(topicId)?.title ?? topicId,
    municipalityTitle: directory.municipalities.get(municipalityId)?.title ?? '',
    people,
    expected,
    hours: windowSeconds / 3600,
  })
  tellStaff(work, coordinatorsFor(roster, municipalityId), card)
}

const keyOf = ({ topicId, municipalityId }: Pick<Incident, 'topicId' | 'municipalityId'>): string =>
  `${topicId} ${municipalityId}`
