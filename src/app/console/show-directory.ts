/** The directory as coordinators look through it, and where it leaves questions to them. */
import type { Institution, Topic } from '../../domain/directory.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import { type InstitutionId, type MunicipalityId, groupId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { type Route, route } from '../../domain/routing.ts'
import { isCoordinator } from '../../domain/staff.ts'
import type { Clock, PlainDate } from '../../domain/time.ts'
import { type WorkingDay, workingDay } from '../../domain/working-day.ts'
import type { CommunityHealth, DirectoryStore } from './ports.ts'
import type { Worker } from './work-at-console.ts'

export interface DirectoryShowing {
  readonly health: DirectoryStore
  readonly clock: Clock
  readonly timeZone: string
}

export type DirectoryRefusal = { readonly kind: 'notCoordinator' | 'notFound' }

/** Institutions answer for themselves; how the region is arranged is for coordinators. */
export const requireCoordinator = ({ member }: Worker): Result<null, DirectoryRefusal> =>
  isCoordinator(member) ? success(null) : refuse({ kind: 'notCoordinator' })

export async function listCommunities(
  { health }: DirectoryShowing,
  worker: Worker,
): Promise<Result<readonly CommunityHealth[], DirectoryRefusal>> {
  const allowed = requireCoordinator(worker)
  return allowed.ok ? success(await health.listCommunities()) : allowed
}

export interface RoutingCell extends Route {
  readonly municipalityId: MunicipalityId
}

export interface RoutingRow {
  readonly topic: Topic
  readonly cells: readonly RoutingCell[]
}

/** A question that names no community of its own: rules for single communities do not show here. */
const nowhere = groupId(1)

/** Who would answer each topic in each municipality today. */
export function showRouting(worker: Worker): Result<readonly RoutingRow[], DirectoryRefusal> {
  const allowed = requireCoordinator(worker)
  if (!allowed.ok) return allowed
  const { directory } = worker.region
  const municipalities = [...directory.municipalities.keys()]
  return success(
    [...directory.topics.values()].map((topic) => ({
      topic,
      cells: municipalities.map((municipalityId) => ({
        municipalityId,
        ...route({ topicId: topic.id, municipalityId, communityId: nowhere }, directory),
      })),
    })),
  )
}

export interface ShownDay extends WorkingDay {
  readonly date: PlainDate
}

const daysShown = 42

/** The coming weeks of an institution; null stands for the coordinators' office. */
export function showCalendar(
  { clock, timeZone }: DirectoryShowing,
  worker: Worker,
  id: InstitutionId | null,
): Result<
  { readonly institution: Institution | null; readonly days: readonly ShownDay[] },
  DirectoryRefusal
> {
  const allowed = requireCoordinator(worker)
  if (!allowed.ok) return allowed
  const { directory } = worker.region
  const institution = id === null ? null : (directory.institutions.get(id) ?? null)
  if (id !== null && institution === null) return refuse({ kind: 'notFound' })
  const calendar = calendarOf(directory, id, timeZone)
  const first = clock
    .now()
    .toZonedDateTimeISO(institution?.timeZone ?? timeZone)
    .toPlainDate()
  const days = Array.from({ length: daysShown }, (_none, index) => first.add({ days: index }))
  return success({ institution, days: days.map((date) => ({ date, ...workingDay(calendar, date) })) })
}
