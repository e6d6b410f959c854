/** The text models: how well they guess, and which of them is at work. */
import { createRoute, z } from '@hono/zod-openapi'
import { type ModelRefusal, type ShownModels, showModels, useModel } from '../../app/console/text-models.ts'
import type { Result } from '../../domain/result.ts'
import type { Api, ApiParts } from './context.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const share = z.number().min(0).max(1)
const figures = z
  .object({
    accuracy: share,
    top3: share.describe('The right label is among the three best'),
    macroF1: share,
    coverageAt90: share.describe('Share of texts, by falling confidence, of which nine of ten are right'),
  })
  .meta({ id: 'ModelFigures' })
const heldOut = z.object({ topic: figures, institution: figures })
const model = z
  .object({
    name: z.string(),
    trainedAt: z.string(),
    texts: z.number().int(),
    decisions: z.number().int().describe('Tickets with a decision of people when the training began'),
    heldOut: heldOut.describe('On texts that neither this model nor the live one has learnt from'),
    champion: z
      .object({ name: z.string(), heldOut })
      .nullable()
      .describe('The live model of that time on the same texts; null: there was none'),
  })
  .meta({ id: 'TextModel' })
const models = z
  .object({
    live: z.string().nullable().describe('Null: titles and phrases of the topics decide alone'),
    before: z.string().nullable().describe('The one to go back to; null: there was none'),
    models: z.array(model).describe('The newest first'),
  })
  .meta({ id: 'TextModels' })
const useBody = z.object({ name: z.string().min(1).max(100).describe('`before` of the list goes back') })

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
    const outcome = await useModel(console.models, context.get('signedIn').member, name)
    return context.json(present(allowed(outcome)), 200)
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
