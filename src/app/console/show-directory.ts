/** The directory as coordinators look through it, and where it leaves questions to them. */
import type { Institution, Topic } from '../../domain/directory.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import { type InstitutionId, type MunicipalityId, groupId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { type Route, route } from '../../domain/routing.ts'
import { isCoordinator } from '../../domain/staff.ts'
import type { Clock, Instant, PlainDate } from '../../domain/time.ts'
import { type WorkingDay, workingDay } from '../../domain/working-day.ts'
import { addWorkingSeconds } from '../../domain/working-time.ts'
import type { CommunityHealth, DirectoryStore } from './ports.ts'
import { cellsOf, exportDirectory, withoutTokens } from '../import/export-directory.ts'
import { importSpecs } from '../import/import-specs.ts'
import type { ImportStore } from '../import/ports.ts'
import type { ImportKind } from '../import/records.ts'
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

export interface ShownCalendar {
  readonly institution: Institution | null
  readonly days: readonly ShownDay[]
  /** The example: a question of this moment, and when its answers would be due. */
  readonly askedAt: Instant
  readonly due: readonly { readonly hours: number; readonly at: Instant }[]
}

/** The coming weeks of an institution; null stands for the coordinators' office. */
export function showCalendar(
  { clock, timeZone }: DirectoryShowing,
  worker: Worker,
  id: InstitutionId | null,
  asked: Instant | null = null,
): Result<ShownCalendar, DirectoryRefusal> {
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
  const askedAt = asked ?? clock.now()
  return success({
    institution,
    days: days.map((date) => ({ date, ...workingDay(calendar, date) })),
    askedAt,
    due: promisedHoursOf(directory).map((hours) => ({
      hours,
      at: addWorkingSeconds(calendar, askedAt, hours * 3600),
    })),
  })
}

const examplesMax = 12

/** All working hours that topics promise, the shortest first. */
const promisedHoursOf = ({ topics }: Worker['region']['directory']): readonly number[] =>
  [
    ...new Set(
      [...topics.values()].flatMap(({ firstReplyHours, finalAnswerHours }) => [
        firstReplyHours,
        finalAnswerHours,
      ]),
    ),
  ]
    .toSorted((left, right) => left - right)
    .slice(0, examplesMax)

/** One kind of record as a file has it, without keys of communities. */
export async function showTable(
  store: Pick<ImportStore, 'read'>,
  worker: Worker,
  kind: ImportKind,
): Promise<Result<ShownTable, DirectoryRefusal>> {
  const allowed = requireCoordinator(worker)
  if (!allowed.ok) return allowed
  const records = withoutTokens(await store.read())
  const { columns, keyColumn } = importSpecs[kind]
  return success({ columns, keyColumn, rows: cellsOf(records, kind), csv: exportDirectory(records, kind) })
}

export interface ShownTable {
  readonly columns: readonly string[]
  readonly keyColumn: string
  readonly rows: readonly { readonly [column: string]: string }[]
  readonly csv: string
}
