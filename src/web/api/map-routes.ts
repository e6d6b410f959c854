/** The map of topics, and common troubles with one answer for all; for coordinators. */
import { createRoute, z } from '@hono/zod-openapi'
import { dropIncident, showTopicMap, tellIncident } from '../../app/console/show-topic-map.ts'
import type { IncidentAnswered, IncidentRefusal } from '../../domain/desk.ts'
import type { Result } from '../../domain/result.ts'
import type { Api, ApiParts } from './context.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'
import * as schemas from './map-schemas.ts'

const mapRoute = createRoute({
  method: 'get',
  path: '/map',
  summary: 'Tickets of seven days by topic and municipality, spikes marked; open common troubles',
  responses: { 200: jsonAnswer(schemas.topicMap), ...problems(401, 403) },
})
const params = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) })
const refused = problems(400, 401, 403, 404, 409, 413)
const answerRoute = createRoute({
  method: 'post',
  path: '/incidents/{id}/answer',
  summary: 'Tell everybody whom a common trouble concerns; or answer all of them',
  request: { params, ...jsonBody(schemas.incidentAnswer) },
  responses: { 200: jsonAnswer(schemas.incidentAnswered), ...refused },
})
const dismissRoute = createRoute({
  method: 'post',
  path: '/incidents/{id}/dismiss',
  summary: 'It was no common trouble: the tickets go their ways',
  request: { params },
  responses: { 200: jsonAnswer(schemas.incidentAnswered), ...refused },
})

export function addMapRoutes(api: Api, { console }: ApiParts): void {
  api.openapi(mapRoute, async (context) => {
    const worker = context.get('signedIn')
    const { directory } = worker.region
    const found = await showTopicMap(console.map, worker)
    if (!found.ok) throw notCoordinator()
    const { cells, incidents } = found.value
    const topics = new Set(cells.map(({ topicId }) => topicId))
    return context.json(
      {
        municipalities: [...directory.municipalities.values()].map(({ id, title }) => ({ id, title })),
        topics: [...directory.topics.values()]
          .filter(({ id }) => topics.has(id))
          .map(({ id, title }) => ({ id, title })),
        cells: [...cells],
        incidents: incidents.map(({ topicId, municipalityId, raisedAt, ...incident }) => ({
          ...incident,
          topic: directory.topics.get(topicId)?.title ?? topicId,
          municipality: directory.municipalities.get(municipalityId)?.title ?? '',
          raisedAt: raisedAt.toString(),
        })),
      },
      200,
    )
  })
  api.openapi(answerRoute, async (context) => {
    const { id } = context.req.valid('param')
    const told = await tellIncident(console.work, context.get('signedIn'), {
      id,
      ...context.req.valid('json'),
    })
    return context.json(done(told), 200)
  })
  api.openapi(dismissRoute, async (context) =>
    context.json(
      done(await dropIncident(console.work, context.get('signedIn'), context.req.valid('param').id)),
      200,
    ),
  )
}

const notCoordinator = (): ApiProblem =>
  new ApiProblem(403, 'notCoordinator', 'Общие проблемы ведут координаторы. Попросите координатора.')

function done(result: Result<IncidentAnswered, IncidentRefusal>): IncidentAnswered {
  if (result.ok) return result.value
  if (result.refusal.kind === 'notCoordinator') throw notCoordinator()
  throw new ApiProblem(404, 'incidentClosed', 'Эта общая проблема уже закрыта. Обновите страницу.')
}
