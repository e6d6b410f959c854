/** Corrections of the directory that forwards suggest; nothing changes until a coordinator says so. */
import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import { decideAtConsole, listCorrections } from '../../app/console/decide-corrections.ts'
import type { ProposalView } from '../../domain/desk.ts'
import type { Api, ApiParts } from './context.ts'
import * as schemas from './correction-schemas.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/directory/corrections',
  summary: 'Rules that forwards suggest and nobody has decided on, of the places of this coordinator',
  responses: { 200: jsonAnswer(schemas.corrections), ...problems(401, 403) },
})
const decideRoute = createRoute({
  method: 'post',
  path: '/directory/corrections/{id}',
  summary: 'Take a suggested rule, or leave the directory as it is; neither is suggested again',
  request: { params: schemas.correctionPath, ...jsonBody(schemas.correctionBody) },
  responses: { 200: jsonAnswer(schemas.corrections), ...problems(400, 401, 403, 404, 409) },
})

export function addCorrectionRoutes(api: Api, { console }: ApiParts): void {
  const { corrections } = console.directory
  const shown = async (worker: Parameters<typeof listCorrections>[1]) => {
    const found = await listCorrections(corrections, worker)
    if (!found.ok) throw refused[found.refusal.kind]()
    return { corrections: found.value.map(present) }
  }
  api.openapi(listRoute, async (context) => context.json(await shown(context.get('signedIn')), 200))
  api.openapi(decideRoute, async (context) => {
    const worker = context.get('signedIn')
    const { isAccepted } = context.req.valid('json')
    const { id } = context.req.valid('param')
    const decided = await decideAtConsole(console.work, worker, { id, isAccepted })
    if (!decided.ok) throw refused[decided.refusal.kind]()
    return context.json(await shown(worker), 200)
  })
}

const present = ({
  id,
  topicTitle,
  municipalityTitle,
  fromTitle,
  toTitle,
  moved,
  total,
}: ProposalView): z.input<typeof schemas.corrections>['corrections'][number] => ({
  id,
  topic: topicTitle,
  municipality: municipalityTitle,
  from: fromTitle,
  to: toTitle,
  moved,
  total,
})

const refused = {
  notCoordinator: () =>
    new ApiProblem(403, 'notCoordinator', 'Это решает координатор этой территории. Попросите его или её.'),
  notFound: () => new ApiProblem(404, 'notFound', 'Такого предложения нет. Обновите страницу.'),
  alreadyDecided: () =>
    new ApiProblem(409, 'alreadyDecided', 'По этому предложению уже решили. Обновите страницу.'),
}
