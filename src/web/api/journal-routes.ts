/** The journal of actions and requests about personal data; for coordinators. */
import { createRoute } from '@hono/zod-openapi'
import type { JournalPosition } from '../../app/console/journal-ports.ts'
import * as personal from '../../app/console/personal-requests.ts'
import { type ShownJournal, showJournal } from '../../app/console/show-journal.ts'
import { erasureActInWords } from '../../app/erasure-act.ts'
import { staffId, vkUserId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import { Temporal } from '../../domain/time.ts'
import type { Api, ApiParts } from './context.ts'
import { journalKinds, journalText } from './journal-texts.ts'
import { ApiProblem } from './problems.ts'
import * as schemas from './journal-schemas.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const journalRoute = createRoute({
  method: 'get',
  path: '/journal',
  summary: 'What staff did, the newest first; coordinators of a municipality read of its tickets',
  request: { query: schemas.journalQuery },
  responses: { 200: jsonAnswer(schemas.journal), ...problems(400, 401, 403) },
})
const listRoute = createRoute({
  method: 'get',
  path: '/personal-requests',
  summary: 'What was asked about personal data, with the last day of the law and the acts',
  responses: { 200: jsonAnswer(schemas.personalRequests), ...problems(401, 403) },
})
const personRoute = createRoute({
  method: 'get',
  path: '/personal-requests/people/{userId}',
  summary: 'What is known of a person who asks on paper',
  request: { params: schemas.personPath },
  responses: { 200: jsonAnswer(schemas.personKnown), ...problems(400, 401, 403, 404) },
})
const eraseRoute = createRoute({
  method: 'post',
  path: '/personal-requests',
  summary: 'Destroys what is known of a person who asked on paper, with an act, within seconds',
  request: jsonBody(schemas.erasureBody),
  responses: { 200: jsonAnswer(schemas.erasureAsked), ...problems(400, 401, 403, 404) },
})

export function addJournalRoutes(api: Api, { console }: ApiParts): void {
  api.openapi(journalRoute, async (context) => {
    const worker = context.get('signedIn')
    const { person, kind = null, from, to, after } = context.req.valid('query')
    const asked = {
      staffId: person === undefined ? null : staffId(person),
      kind,
      from: from === undefined ? null : Temporal.PlainDate.from(from),
      to: to === undefined ? null : Temporal.PlainDate.from(to),
      after: after === undefined ? null : readPosition(after),
    }
    const found = await showJournal(console.journal, worker, asked)
    if (!found.ok) throw new ApiProblem(403, 'notCoordinator', 'Журнал читают координаторы.')
    return context.json({ ...presentJournal(found.value), people: peopleOf(worker.region.roster) }, 200)
  })
  addPersonalRoutes(api, console)
}

function addPersonalRoutes(api: Api, { personal: requests }: ApiParts['console']): void {
  const { clock, timeZone } = requests.work
  api.openapi(listRoute, async (context) => {
    const found = allowed(await personal.listPersonalRequests(requests, context.get('signedIn')))
    const shown = found.map((request) => ({
      id: request.id,
      reason: request.reason,
      requestedAt: request.requestedAt.toString(),
      lastDay: request.lastDay?.toString() ?? null,
      isLate: personal.isLate(request, clock.now(), timeZone),
      doneAt: request.doneAt?.toString() ?? null,
      askedBy: request.askedByName,
      act: erasureActInWords(request, timeZone),
    }))
    return context.json({ requests: shown }, 200)
  })
  api.openapi(personRoute, async (context) => {
    const id = vkUserId(context.req.valid('param').userId)
    const known = allowed(await personal.showPersonKnown(requests, context.get('signedIn'), id))
    const { since, readers, words, ...counts } = known
    return context.json({ ...counts, since: since.toString(), readers: [...readers], words: [...words] }, 200)
  })
  api.openapi(eraseRoute, async (context) => {
    const worker = context.get('signedIn')
    const { userId, repeatedUserId } = context.req.valid('json')
    if (userId !== repeatedUserId)
      throw new ApiProblem(400, 'notRepeated', 'Номера не совпали. Проверьте, чьи данные удаляете.')
    const asked = allowed(await personal.erasePersonAtConsole(requests, worker, vkUserId(userId)))
    return context.json(asked, 200)
  })
}

function presentJournal({ entries, next }: ShownJournal) {
  return {
    entries: entries.map((entry) => ({
      key: `${entry.isAct ? 'act' : 'event'}-${entry.id}`,
      at: entry.at.toString(),
      kind: entry.type,
      text: journalText(entry),
      ticketId: entry.ticketId,
    })),
    next: next === null ? null : `${next.at.epochMilliseconds}-${next.isAct ? 1 : 0}-${next.id}`,
    kinds: journalKinds,
  }
}

const peopleOf = (
  roster: readonly { readonly id: number; readonly firstName: string; readonly lastName: string }[],
) =>
  roster
    .map(({ id, firstName, lastName }) => ({ id, name: `${lastName} ${firstName}`.trim() }))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'ru'))

function readPosition(text: string): JournalPosition {
  const [, at, isAct, id] = /^(\d{1,15})-([01])-(\d{1,15})$/u.exec(text) ?? []
  if (at === undefined || id === undefined)
    throw new ApiProblem(400, 'badRequest', 'Запрос заполнен неверно. Откройте журнал заново.')
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(at)), isAct: isAct === '1', id: Number(id) }
}

function allowed<Value>(result: Result<Value, personal.PersonalRefusal>): Value {
  if (result.ok) return result.value
  throw result.refusal.kind === 'notYours'
    ? new ApiProblem(403, 'notYours', 'Личными данными занимается координатор области. Попросите его.')
    : new ApiProblem(404, 'unknownPerson', 'О таком человеке ничего не хранится. Проверьте номер страницы.')
}
