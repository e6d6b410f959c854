/** The text models: how well they guess, and which of them is at work. */
import { createRoute } from '@hono/zod-openapi'
import { type ModelRefusal, type ShownModels, showModels, useModel } from '../../app/console/text-models.ts'
import type { Result } from '../../domain/result.ts'
import type { Api, ApiParts } from './context.ts'
import { models, useBody } from './model-schemas.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/models',
  summary: 'Text models with their figures beside the live one of their time; for coordinators of the region',
  responses: { 200: jsonAnswer(models), ...problems(401, 403) },
})
const useRoute = createRoute({
  method: 'post',
  path: '/models/live',
  summary: 'Puts a model to work within a minute: one click goes back. A second click changes nothing',
  request: jsonBody(useBody),
  responses: { 200: jsonAnswer(models), ...problems(400, 401, 403, 404) },
})

export function addModelRoutes(api: Api, { console }: ApiParts): void {
  api.openapi(listRoute, async (context) =>
    context.json(present(allowed(await showModels(console.models, context.get('signedIn').member))), 200),
  )
  api.openapi(useRoute, async (context) => {
    const { name } = context.req.valid('json')
    const { member } = context.get('signedIn')
    return context.json(present(allowed(await useModel(console, member, name))), 200)
  })
}

const present = (shown: ShownModels) => ({ ...shown, models: [...shown.models] })

function allowed<Value>(result: Result<Value, ModelRefusal>): Value {
  if (result.ok) return result.value
  throw result.refusal.kind === 'notYours'
    ? new ApiProblem(403, 'notYours', 'Моделями занимается координатор области. Попросите его.')
    : new ApiProblem(
        404,
        'noModel',
        'Такой модели нет: возможно, её файл уже удалён. Выберите другую из списка.',
      )
}
