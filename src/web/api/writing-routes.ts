/** What stands around the writing of an answer: advice, who else looks, and the files of the conversation. */
import { createRoute } from '@hono/zod-openapi'
import { checkDraft } from '../../app/console/check-draft.ts'
import { openTicketFile } from '../../app/console/open-ticket-file.ts'
import { showTicketFile } from '../../app/console/show-ticket-file.ts'
import { nameOf } from '../../app/ticket-view.ts'
import { ticketId } from '../../domain/ids.ts'
import type { Api, ApiParts } from './context.ts'
import { actProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'
import * as schemas from './schemas.ts'

const params = { params: schemas.ticketPath }

const checkRoute = createRoute({
  method: 'post',
  path: '/tickets/{id}/check',
  summary: 'What the answer checker says of words that are not sent yet',
  request: { ...params, ...jsonBody(schemas.draftBody) },
  responses: { 200: jsonAnswer(schemas.draftCheck), ...problems(400, 401, 403, 404, 413) },
})

const presenceRoute = createRoute({
  method: 'post',
  path: '/tickets/{id}/presence',
  summary: 'Says that the ticket is open on the screen, every ten seconds; tells who else has it open',
  request: { ...params, ...jsonBody(schemas.presenceBody) },
  responses: { 200: jsonAnswer(schemas.presence), ...problems(400, 401, 403, 404) },
})

const fileRoute = createRoute({
  method: 'get',
  path: '/tickets/{id}/files/{name}',
  summary: 'A photo, document or voice message of the conversation, from our own copy',
  request: { params: schemas.filePath },
  responses: {
    200: { description: 'The file', content: { 'application/octet-stream': {} } },
    ...problems(400, 401, 404),
  },
})

export function addWritingRoutes(api: Api, { console }: ApiParts): void {
  api.openapi(checkRoute, async (context) => {
    const id = ticketId(context.req.valid('param').id)
    const { text } = context.req.valid('json')
    const checked = await checkDraft(console.listing, context.get('signedIn'), { id, text })
    if (!checked.ok) throw actProblem(checked.refusal)
    const { remarks, better, isSendable } = checked.value
    return context.json({ remarks: [...remarks], better, isSendable }, 200)
  })
  api.openapi(presenceRoute, async (context) => {
    const worker = context.get('signedIn')
    const id = ticketId(context.req.valid('param').id)
    const found = await showTicketFile(console.listing, worker, id)
    if (!found.ok) throw actProblem(found.refusal)
    const here = { ...context.req.valid('json'), staffId: worker.member.id }
    const others = console.watchers.note(id, here).map(({ staffId, isWriting }) => ({
      name: nameOf(worker.region.roster, staffId) ?? 'Коллега',
      isWriting,
    }))
    return context.json({ others }, 200)
  })
  api.openapi(fileRoute, async (context) => {
    const { id, name } = context.req.valid('param')
    const opened = await openTicketFile(console.listing, context.get('signedIn'), { id: ticketId(id), name })
    if (!opened.ok) throw actProblem(opened.refusal)
    const { bytes, contentType } = opened.value
    const isShown = /^(?:image\/(?:jpeg|png|gif|webp)|audio\/)/u.test(contentType)
    return context.body(Uint8Array.from(bytes), 200, {
      'content-type': isShown ? contentType : 'application/octet-stream',
      // Whatever a citizen sent is never a page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${name}.${extensionOf(contentType)}"`,
    })
  })
}

const extensionOf = (contentType: string): string =>
  extensions[contentType] ??
  contentType
    .split('/')
    .at(-1)
    ?.replaceAll(/[^a-z\d]/gu, '') ??
  'bin'

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'txt',
}
