/** Topics × municipalities: what people write about where, this week beside the weeks before; and common troubles. */
import type { IncidentAnswered, IncidentRefusal } from '../../domain/desk.ts'
import type { MunicipalityId, TopicId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { judgeCount } from '../../domain/spike.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import { type Clock, type Instant, addSeconds } from '../../domain/time.ts'
import { answerIncident, dismissIncident } from '../answer-incident.ts'
import { performAtConsole } from './perform-at-console.ts'
import type { ConsoleWork, Worker } from './work-at-console.ts'

/** Tickets of one topic in one municipality in one week; week 0 is the last seven days. */
export interface TopicCount {
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId
  readonly week: number
  readonly tickets: number
}

export interface ShownIncident {
  readonly id: number
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId
  readonly raisedAt: Instant
  readonly people: number
  readonly expected: number
  readonly told: string | null
  readonly openTickets: number
}

export interface TopicMapStore {
  /** Tickets opened since `since`, by week before `now`. */
  countTopics(since: Instant, now: Instant): Promise<readonly TopicCount[]>
  /** Open incidents, newest first. */
  listIncidents(): Promise<readonly ShownIncident[]>
}

export interface MapShowing {
  readonly store: TopicMapStore
  readonly clock: Clock
}

export interface MapCell {
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId
  readonly tickets: number
  readonly expected: number
  readonly isSpike: boolean
}

const weekSeconds = 7 * 24 * 3600
const pastWeeks = 4

type Refused = { readonly kind: 'notCoordinator' }

export async function showTopicMap(
  { store, clock }: MapShowing,
  worker: Worker,
): Promise<
  Result<{ readonly cells: readonly MapCell[]; readonly incidents: readonly ShownIncident[] }, Refused>
> {
  const { member } = worker
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const own = coordinatedMunicipalities(member)
  const isOwn = ({ municipalityId }: { readonly municipalityId: MunicipalityId }): boolean =>
    own === null || own.includes(municipalityId)
  const now = clock.now()
  const [counts, incidents] = await Promise.all([
    store.countTopics(addSeconds(now, -weekSeconds * (pastWeeks + 1)), now),
    store.listIncidents(),
  ])
  return success({ cells: cellsOf(counts.filter(isOwn)), incidents: incidents.filter(isOwn) })
}

function cellsOf(counts: readonly TopicCount[]): readonly MapCell[] {
  const places = new Map<string, TopicCount[]>()
  for (const count of counts) {
    const key = `${count.topicId} ${count.municipalityId}`
    places.set(key, [...(places.get(key) ?? []), count])
  }
  return [...places.values()].flatMap((weeks) => {
    const [first] = weeks
    if (first === undefined) return []
    const inWeek = (number: number): number => weeks.find(({ week }) => week === number)?.tickets ?? 0
    const tickets = inWeek(0)
    const { expected, isSpike } = judgeCount(
      tickets,
      Array.from({ length: pastWeeks }, (_none, index) => inWeek(index + 1)),
    )
    const { topicId, municipalityId } = first
    return tickets === 0 ? [] : [{ topicId, municipalityId, tickets, expected, isSpike }]
  })
}

/** News for everybody whom it concerns; with `closes` the answer to all. */
export function tellIncident(
  console: ConsoleWork,
  worker: Worker,
  given: { readonly id: number; readonly text: string; readonly closes: boolean },
): Promise<Result<IncidentAnswered, IncidentRefusal>> {
  return performAtConsole(console, worker, (place) => answerIncident(place, worker.member, given))
}

export function dropIncident(
  console: ConsoleWork,
  worker: Worker,
  id: number,
): Promise<Result<IncidentAnswered, IncidentRefusal>> {
  return performAtConsole(console, worker, (place) =>
    Promise.resolve(dismissIncident(place, worker.member, id)),
  )
}
