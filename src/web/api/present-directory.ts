/** The directory as the page reads it. */
import type { ExaminedCommunity } from '../../app/console/connect-community.ts'
import type { SignedIn } from '../../app/console/continue-session.ts'
import type { RoutingRow, ShownDay } from '../../app/console/show-directory.ts'
import type { ImportRefused, ImportReport } from '../../app/import/import-directory.ts'
import { describeProblem } from '../../app/import/problem.ts'
import type { Result } from '../../domain/result.ts'
import type { RouteReason } from '../../domain/routing.ts'
import type { z } from 'zod'
import type * as schemas from './directory-schemas.ts'

type Region = SignedIn['region']
const byTitle = <Item extends { readonly title: string }>(left: Item, right: Item): number =>
  left.title.localeCompare(right.title, 'ru')

export function presentInstitutions({ directory, roster }: Region): z.output<typeof schemas.institutions> {
  const people = new Map<number, number>()
  for (const { memberships } of roster)
    for (const { institutionId } of memberships)
      if (institutionId !== null) people.set(institutionId, (people.get(institutionId) ?? 0) + 1)
  return {
    institutions: [...directory.institutions.values()].toSorted(byTitle).map((institution) => ({
      id: institution.id,
      code: institution.code,
      title: institution.title,
      shortTitle: institution.shortTitle,
      kind: institution.kind,
      parentId: institution.parentId,
      municipality:
        institution.municipalityId === null
          ? null
          : (directory.municipalities.get(institution.municipalityId)?.title ?? null),
      workingHours: institution.workingHours,
      timeZone: institution.timeZone,
      people: people.get(institution.id) ?? 0,
    })),
    municipalities: [...directory.municipalities.values()]
      .toSorted(byTitle)
      .map(({ id, code, title }) => ({ id, code, title })),
  }
}

export const presentPeople = ({ directory, roster }: Region): z.output<typeof schemas.people> => ({
  people: roster
    .map((member) => ({
      id: member.id,
      name: `${member.lastName} ${member.firstName}`.trim(),
      roles: member.memberships.map(({ role, institutionId, municipalityId }) => ({
        role,
        place:
          (institutionId === null ? undefined : directory.institutions.get(institutionId)?.shortTitle) ??
          (municipalityId === null ? undefined : directory.municipalities.get(municipalityId)?.title) ??
          'вся область',
      })),
      hasJoined: member.contactGroupId !== null,
      awayUntil: member.awayUntil?.toString() ?? null,
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'ru')),
})

export const presentTopics = ({ directory }: Region): z.output<typeof schemas.topics> => ({
  topics: [...directory.topics.values()].map((topic) => ({
    id: topic.id,
    group: topic.groupTitle,
    title: topic.title,
    priority: topic.priority,
    firstReplyHours: topic.firstReplyHours,
    finalAnswerHours: topic.finalAnswerHours,
    responsibleKind: topic.responsibleKind,
  })),
})

const reasons: Readonly<Record<RouteReason['kind'], string>> = {
  rule: 'по правилу',
  responsible: 'по теме',
  fallback: 'второй по теме',
  community: 'чья страница',
  administration: 'администрация места',
  coordinators: 'никого нет',
  forwarded: 'передали',
  reopened: 'вернули',
}

/** A topic that is for coordinators by intention is no gap. */
const forCoordinators = 'CUR'

export function presentRouting(
  { directory }: Region,
  rows: readonly RoutingRow[],
): z.output<typeof schemas.routing> {
  const shown = rows.map(({ topic, cells }) => ({
    topicId: topic.id,
    topic: topic.title,
    group: topic.groupTitle,
    cells: cells.map(({ institutionId, reason }) => ({
      owner: institutionId === null ? null : (directory.institutions.get(institutionId)?.shortTitle ?? null),
      reason: reasons[reason.kind],
      isGap: institutionId === null && topic.responsibleKind !== forCoordinators,
    })),
  }))
  const gaps = shown.reduce((sum, { cells }) => sum + cells.filter(({ isGap }) => isGap).length, 0)
  const municipalities = [...directory.municipalities.values()].map(({ id, code, title }) => ({
    id,
    code,
    title,
  }))
  return { municipalities, rows: shown, gaps }
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const dayReasons = {
  usual: 'как всегда',
  holiday: 'праздник или выходной по закону',
  workingSaturday: 'рабочая суббота',
  shortDay: 'короткий день',
} as const

export const presentDay = ({
  date,
  intervals,
  reason,
}: ShownDay): z.output<typeof schemas.calendar>['days'][number] => ({
  date: date.toString(),
  hours: intervals.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', '),
  reason: reason.kind === 'named' ? reason.title : dayReasons[reason.kind],
  isUnusual: reason.kind !== 'usual',
})

const problemsShownMax = 50
const differencesShownMax = 100

const nothingImported = {
  isGood: false,
  isApplied: false,
  added: 0,
  changed: 0,
  unchanged: 0,
  differences: [],
  whatIf: null,
}

/** A refused file is an answer, too: what is to be mended in it, line by line. */
export function presentImport(
  result: Result<ImportReport, ImportRefused>,
): z.output<typeof schemas.imported> {
  const problems = (result.ok ? result.value.problems : result.refusal.problems)
    .slice(0, problemsShownMax)
    .map(describeProblem)
  if (!result.ok) return { ...nothingImported, problems }
  const { added, changed, unchanged, isApplied, whatIf } = result.value
  const differences = (result.value.differences ?? [])
    .slice(0, differencesShownMax)
    .map(({ cells, ...row }) => ({ ...row, cells: [...cells] }))
  const shown =
    whatIf === undefined
      ? null
      : { tickets: whatIf.tickets, ownerChanged: whatIf.ownerChanged, moves: [...whatIf.moves] }
  return { isGood: true, isApplied, added, changed, unchanged, problems, differences, whatIf: shown }
}

export const presentExamined = ({
  community,
  steps,
}: ExaminedCommunity): z.output<typeof schemas.examined> => ({
  community: community === null ? null : { groupId: community.groupId, title: community.title },
  steps: [...steps],
})
