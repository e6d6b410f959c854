/** Lists of tickets. */
import { createRoute } from '@hono/zod-openapi'
import { countTickets, listTickets, searchTickets } from '../../app/console/list-tickets.ts'
import { ticketId } from '../../domain/ids.ts'
import type { Api, ApiParts } from './context.ts'
import { presentListed, presentPage } from './present-tickets.ts'
import { ApiProblem } from './problems.ts'
import { readPosition } from './queue-position.ts'
import { jsonAnswer, problems } from './route-parts.ts'
import * as schemas from './schemas.ts'

const queueRoute = createRoute({
  method: 'get',
  path: '/queue',
  summary: 'A page of the queue: soonest deadline first, closed tickets newest first',
  request: { query: schemas.queueQuery },
  responses: { 200: jsonAnswer(schemas.queuePage), ...problems(400, 401) },
})

const countsRoute = createRoute({
  method: 'get',
  path: '/queue/counts',
  summary: 'How many open tickets each filter shows',
  responses: { 200: jsonAnswer(schemas.queueCounts), ...problems(401) },
})

const searchRoute = createRoute({
  method: 'get',
  path: '/tickets',
  summary: 'Tickets by number, words in any form, place or name of the citizen; newest first, at most 100',
  request: { query: schemas.searchQuery },
  responses: { 200: jsonAnswer(schemas.queuePage), ...problems(400, 401) },
})

export function addQueueRoutes(api: Api, { console }: ApiParts): void {
  const { listing } = console
  api.openapi(queueRoute, async (context) => {
    const { filter, after, limit, ids } = context.req.valid('query')
    const position = after === undefined ? null : readPosition(after)
    if (after !== undefined && position === null)
      throw new ApiProblem(400, 'badPosition', 'Список изменился. Обновите страницу.')
    const worker = context.get('signedIn')
    const page = await listTickets(listing, worker, {
      filter,
      after: position,
      limit,
      ids: ids?.map(ticketId) ?? null,
    })
    return context.json(presentPage(page, worker.member, listing.clock.now()), 200)
  })
  api.openapi(countsRoute, async (context) =>
    context.json(await countTickets(listing, context.get('signedIn')), 200),
  )
  api.openapi(searchRoute, async (context) => {
    const worker = context.get('signedIn')
    const found = await searchTickets(listing, worker, context.req.valid('query').words)
    const items = found.map((one) => presentListed(one, worker.member, listing.clock.now()))
    return context.json({ items, next: null }, 200)
  })
}
