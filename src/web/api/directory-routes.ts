/** The directory and the joining of communities; for coordinators. */
import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import * as connecting from '../../app/console/connect-community.ts'
import { importAtConsole } from '../../app/console/import-at-console.ts'
import { inviteAtConsole } from '../../app/console/invite-at-console.ts'
import * as directory from '../../app/console/show-directory.ts'
import { groupId, institutionId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import { Temporal } from '../../domain/time.ts'
import type { Api, ApiParts } from './context.ts'
import * as schemas from './directory-schemas.ts'
import * as present from './present-directory.ts'
import { presentSettings } from './present-settings.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const reading = <const Path extends string, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  answer: Answer,
) =>
  createRoute({ method: 'get', path, summary, responses: { 200: jsonAnswer(answer), ...problems(401, 403) } })

const changing = <const Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  { body, answer }: { readonly body: Body; readonly answer: Answer },
) =>
  createRoute({
    method: 'post',
    path,
    summary,
    request: jsonBody(body),
    responses: { 200: jsonAnswer(answer), ...problems(400, 401, 403, 404, 409, 413) },
  })

const calendarRoute = createRoute({
  method: 'get',
  path: '/directory/calendar',
  summary: 'Working hours of the coming six weeks, of an institution or of the coordinators',
  request: { query: schemas.calendarQuery },
  responses: { 200: jsonAnswer(schemas.calendar), ...problems(400, 401, 403, 404) },
})

const tableRoute = createRoute({
  method: 'get',
  path: '/directory/tables/{kind}',
  summary: 'One kind of record of the directory as a file has it; keys of communities are left out',
  request: { params: schemas.tablePath },
  responses: { 200: jsonAnswer(schemas.table), ...problems(400, 401, 403) },
})

const heardRoute = createRoute({
  method: 'get',
  path: '/communities/{groupId}/heard',
  summary: 'When the last message of anybody came from a community',
  request: { params: schemas.communityPath },
  responses: { 200: jsonAnswer(schemas.heard), ...problems(400, 401, 403) },
})

export function addDirectoryRoutes(api: Api, parts: ApiParts): void {
  const { showing } = parts.console.directory
  api.openapi(
    reading('/directory/institutions', 'Institutions and municipalities', schemas.institutions),
    (context) => {
      allowed(directory.requireCoordinator(context.get('signedIn')))
      return context.json(present.presentInstitutions(context.get('signedIn').region), 200)
    },
  )
  api.openapi(reading('/directory/people', 'Everybody who works here', schemas.people), (context) => {
    allowed(directory.requireCoordinator(context.get('signedIn')))
    return context.json(present.presentPeople(context.get('signedIn').region), 200)
  })
  api.openapi(reading('/directory/topics', 'Topics and their deadlines', schemas.topics), (context) => {
    allowed(directory.requireCoordinator(context.get('signedIn')))
    return context.json(present.presentTopics(context.get('signedIn').region), 200)
  })
  api.openapi(
    reading('/directory/routing', 'Who answers each topic in each municipality', schemas.routing),
    (context) => {
      const worker = context.get('signedIn')
      return context.json(present.presentRouting(worker.region, allowed(directory.showRouting(worker))), 200)
    },
  )
  api.openapi(
    reading('/directory/communities', 'Communities and how they are', schemas.communities),
    async (context) => {
      const found = allowed(await directory.listCommunities(showing, context.get('signedIn')))
      const communities = found.map(({ troubleSince, polledAt, ...one }) => ({
        ...one,
        troubleSince: troubleSince?.toString() ?? null,
        polledAt: polledAt?.toString() ?? null,
      }))
      return context.json({ communities }, 200)
    },
  )
  api.openapi(calendarRoute, (context) => {
    const { institution, asked } = context.req.valid('query')
    const id = institution === undefined ? null : institutionId(institution)
    const moment = asked === undefined ? null : Temporal.Instant.from(asked)
    const found = allowed(directory.showCalendar(showing, context.get('signedIn'), id, moment))
    const title = found.institution?.shortTitle ?? 'Координаторы'
    const workingHours = found.institution?.workingHours ?? null
    const example = {
      askedAt: found.askedAt.toString(),
      due: found.due.map(({ hours, at }) => ({ hours, at: at.toString() })),
    }
    return context.json({ title, workingHours, example, days: found.days.map(present.presentDay) }, 200)
  })
  addTables(api, parts)
  addChanges(api, parts)
  addConnecting(api, parts)
}

function addTables(api: Api, { console }: ApiParts): void {
  api.openapi(tableRoute, async (context) => {
    const { kind } = context.req.valid('param')
    const worker = context.get('signedIn')
    const { importing } = console.directory
    const { columns, rows, ...found } = allowed(await directory.showTable(importing.store, worker, kind))
    return context.json({ ...found, columns: [...columns], rows: [...rows] }, 200)
  })
  api.openapi(
    reading('/directory/settings', 'What the bot says by settings of the server', schemas.settings),
    (context) => {
      allowed(directory.requireCoordinator(context.get('signedIn')))
      return context.json({ settings: presentSettings(console.work) }, 200)
    },
  )
}

function addChanges(api: Api, { console }: ApiParts): void {
  api.openapi(
    changing('/directory/invites', 'A one-time code for a new member of staff', {
      body: schemas.inviteBody,
      answer: schemas.invitation,
    }),
    async (context) => {
      const id = institutionId(context.req.valid('json').institutionId)
      const worker = context.get('signedIn')
      const { code, expiresAt, writeTo } = allowed(await inviteAtConsole(console.work, worker, id))
      return context.json({ code, expiresAt: expiresAt.toString(), writeTo }, 200)
    },
  )
  api.openapi(
    changing('/directory/imports', 'Bring in a table of the directory, or only look it through', {
      body: schemas.importBody,
      answer: schemas.imported,
    }),
    async (context) => {
      const worker = context.get('signedIn')
      const { file, text = null, ...given } = context.req.valid('json')
      const bytes = file === undefined ? null : Buffer.from(file, 'base64')
      const result = await importAtConsole(console.directory.importing, worker, { ...given, text, bytes })
      if (result.ok) return context.json(present.presentImport(result), 200)
      const { refusal } = result
      if (refusal.kind === 'notCoordinator') throw notCoordinator()
      return context.json(present.presentImport({ ok: false, refusal }), 200)
    },
  )
}

function addConnecting(api: Api, { console }: ApiParts): void {
  const { connecting: parts } = console.directory
  api.openapi(
    changing('/communities/examine', 'What is missing until a community can be served', {
      body: schemas.examineBody,
      answer: schemas.examined,
    }),
    async (context) => {
      const { token } = context.req.valid('json')
      const found = connected(await connecting.examineCommunity(parts, context.get('signedIn'), token))
      return context.json(present.presentExamined(found), 200)
    },
  )
  api.openapi(
    changing('/communities/connect', 'Switch on what the key may, and serve the community', {
      body: schemas.connectBody,
      answer: schemas.examined,
    }),
    async (context) => {
      const given = context.req.valid('json')
      const found = connected(await connecting.connectCommunity(parts, context.get('signedIn'), given))
      return context.json(present.presentExamined(found), 200)
    },
  )
  api.openapi(heardRoute, async (context) => {
    const id = groupId(context.req.valid('param').groupId)
    return context.json(
      { heardAt: connected(await connecting.lastHeard(parts, context.get('signedIn'), id)) },
      200,
    )
  })
}

const notCoordinator = (): ApiProblem =>
  new ApiProblem(403, 'notCoordinator', 'Это делает координатор области. Попросите его или её.')

function allowed<Value>(result: Result<Value, directory.DirectoryRefusal>): Value {
  if (result.ok) return result.value
  throw result.refusal.kind === 'notFound'
    ? new ApiProblem(404, 'notFound', 'Такого учреждения в справочнике нет.')
    : notCoordinator()
}

function connected<Value>(result: Result<Value, connecting.ConnectRefusal>): Value {
  if (result.ok) return result.value
  const { kind, sentence } = result.refusal
  throw new ApiProblem(kind === 'notCoordinator' ? 403 : 409, kind, sentence)
}
