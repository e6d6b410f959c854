/** One ticket: looking at it and working on it. */
import { createRoute } from '@hono/zod-openapi'
import { addNote } from '../../app/console/add-note.ts'
import { answerAtConsole } from '../../app/console/answer-at-console.ts'
import { listOwners } from '../../app/console/list-owners.ts'
import { mergeTickets } from '../../app/merge-tickets.ts'
import type { SignedIn } from '../../app/console/continue-session.ts'
import { type ShownTicket, showTicketFile } from '../../app/console/show-ticket-file.ts'
import { type Act, workAtConsole } from '../../app/console/work-at-console.ts'
import { type TicketId, institutionId, ticketId } from '../../domain/ids.ts'
import type { Api, ApiParts } from './context.ts'
import { presentTicket } from './present-tickets.ts'
import { ApiProblem, actProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'
import * as schemas from './schemas.ts'
import type { Acted, TicketPage } from './schemas.ts'

const params = { params: schemas.ticketPath }

const showRoute = createRoute({
  method: 'get',
  path: '/tickets/{id}',
  summary: 'A ticket with its conversation, notes and history',
  request: params,
  responses: { 200: jsonAnswer(schemas.ticket), ...problems(400, 401, 404) },
})

const ownersRoute = createRoute({
  method: 'get',
  path: '/tickets/{id}/owners',
  summary: 'Whom it may be forwarded to',
  request: { ...params, query: schemas.ownersQuery },
  responses: { 200: jsonAnswer(schemas.owners), ...problems(400, 401, 403, 404) },
})

const act = <const Path extends string, Body extends Parameters<typeof jsonBody>[0]>(
  path: Path,
  summary: string,
  body: Body,
) =>
  createRoute({
    method: 'post',
    path: `/tickets/{id}/${path}`,
    summary,
    request: { ...params, ...jsonBody(body) },
    responses: {
      200: jsonAnswer(schemas.acted),
      ...problems(400, 401, 403, 404, 409, 413),
    },
  })

const takeRoute = act('take', 'Take it, so that colleagues see who works on it', schemas.takeBody)
const answerRoute = act('answer', 'Answer the citizen in the chat where they wrote', schemas.answerBody)
const forwardRoute = act('forward', 'Send it on to those who are responsible', schemas.forwardBody)
const mergeRoute = act(
  'merge',
  'Let the older of two tickets of one person answer for both',
  schemas.mergeBody,
)
const noteRoute = act('notes', 'Write a note for colleagues', schemas.noteBody)

export function addTicketRoutes(api: Api, parts: ApiParts): void {
  const { console } = parts
  api.openapi(showRoute, async (context) => {
    const id = ticketId(context.req.valid('param').id)
    return context.json(await shown(parts, context.get('signedIn'), id), 200)
  })
  api.openapi(ownersRoute, async (context) => {
    const worker = context.get('signedIn')
    const id = ticketId(context.req.valid('param').id)
    await shown(parts, worker, id)
    const { search } = context.req.valid('query')
    const owners = await listOwners(console.work, worker, { id, search })
    if (!owners.ok)
      throw actProblem(owners.refusal.kind === 'notYours' ? { kind: 'readOnly' } : owners.refusal)
    const brief = (list: typeof owners.value.likely) =>
      list.map(({ id: number, title, shortTitle }) => ({ id: number, title, shortTitle }))
    return context.json({ likely: brief(owners.value.likely), others: brief(owners.value.others) }, 200)
  })
  addActs(api, parts)
}

function addActs(api: Api, parts: ApiParts): void {
  api.openapi(takeRoute, async (context) => {
    const { param, json } = { param: context.req.valid('param'), json: context.req.valid('json') }
    const id = ticketId(param.id)
    const perform: Perform = (desk) => desk.take(id)
    return context.json(await done(parts, context.get('signedIn'), { id, ...json, perform }), 200)
  })
  api.openapi(answerRoute, async (context) => {
    const { param, json } = { param: context.req.valid('param'), json: context.req.valid('json') }
    const id = ticketId(param.id)
    const given = { ticketId: id, text: json.text, attachments: [], result: json.result }
    const perform: Perform = (desk, place) => answerAtConsole(desk, place, given)
    return context.json(await done(parts, context.get('signedIn'), { id, ...json, perform }), 200)
  })
  api.openapi(forwardRoute, async (context) => {
    const { param, json } = { param: context.req.valid('param'), json: context.req.valid('json') }
    const id = ticketId(param.id)
    const { directory } = context.get('signedIn').region
    const to = json.to === null ? null : institutionId(json.to)
    if (to !== null && !directory.institutions.has(to))
      throw new ApiProblem(400, 'ownerUnknown', 'Такого учреждения в справочнике нет. Выберите другое.')
    const perform: Perform = (desk) => desk.forward({ ticketId: id, to, reason: json.reason })
    return context.json(await done(parts, context.get('signedIn'), { id, ...json, perform }), 200)
  })
  api.openapi(mergeRoute, async (context) => {
    const { param, json } = { param: context.req.valid('param'), json: context.req.valid('json') }
    const id = ticketId(param.id)
    const perform: Perform = ({ member }, place) => mergeTickets(place, member, [id, ticketId(json.with)])
    return context.json(await done(parts, context.get('signedIn'), { id, ...json, perform }), 200)
  })
  api.openapi(noteRoute, async (context) => {
    const { param, json } = { param: context.req.valid('param'), json: context.req.valid('json') }
    const id = ticketId(param.id)
    const perform: Perform = ({ member }, place) => addNote(place, member, { ticketId: id, text: json.text })
    return context.json(await done(parts, context.get('signedIn'), { id, ...json, perform }), 200)
  })
}

type Perform = Act<unknown>['perform']

async function done(
  parts: ApiParts,
  worker: SignedIn,
  given: {
    readonly id: TicketId
    readonly key: string
    readonly seenVersion?: number
    readonly perform: Perform
  },
): Promise<Acted> {
  const { id, key, seenVersion = null, perform } = given
  const result = await workAtConsole(parts.console.work, worker, { ticketId: id, key, seenVersion, perform })
  if (!result.ok) throw actProblem(result.refusal)
  const file = await showTicketFile(parts.console.listing, worker, id)
  const { isRepeat } = result.value
  return { ticket: file.ok ? present(parts, worker, file.value) : null, isRepeat }
}

async function shown(parts: ApiParts, worker: SignedIn, id: TicketId): Promise<TicketPage> {
  const found = await showTicketFile(parts.console.listing, worker, id)
  if (!found.ok) throw actProblem(found.refusal)
  return present(parts, worker, found.value)
}

const present = ({ console }: ApiParts, { member }: SignedIn, file: ShownTicket): TicketPage =>
  presentTicket(file, member, console.listing.clock.now())
