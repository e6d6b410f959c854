/** Coordinators judge answers that chance has chosen. */
import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import { judgeAtConsole, sampleAtConsole, sampleWords } from '../../app/console/judge-at-console.ts'
import {
  type AnswerSample,
  type SampleRefusal,
  qualityCriteria,
  qualityGrades,
} from '../../domain/answer-sample.ts'
import type { Directory } from '../../domain/directory.ts'
import type { Result } from '../../domain/result.ts'
import type { Api, ApiParts } from './context.ts'
import { ApiProblem } from './problems.ts'
import * as schemas from './quality-schemas.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const sampleRoute = createRoute({
  method: 'get',
  path: '/quality/sample',
  summary: 'Up to five answers of last week for this coordinator to judge; drawn once, by a logged seed',
  responses: { 200: jsonAnswer(schemas.answerSample), ...problems(401, 403) },
})
const judgeRoute = createRoute({
  method: 'post',
  path: '/quality/sample/{number}',
  summary: 'Judges one answer; a later judgement replaces the earlier one, a repeated one changes nothing',
  request: { params: schemas.samplePath, ...jsonBody(schemas.judgementBody) },
  responses: { 200: jsonAnswer(schemas.answerSample), ...problems(400, 401, 403, 404, 409) },
})

export function addQualityRoutes(api: Api, { console }: ApiParts): void {
  api.openapi(sampleRoute, async (context) => {
    const worker = context.get('signedIn')
    const sample = allowed(await sampleAtConsole(console.work, worker))
    return context.json(present(sample, worker.region.directory), 200)
  })
  api.openapi(judgeRoute, async (context) => {
    const worker = context.get('signedIn')
    const { week, ...judgement } = context.req.valid('json')
    const { number } = context.req.valid('param')
    const sample = allowed(await judgeAtConsole(console.work, worker, { week, number, judgement }))
    return context.json(present(sample, worker.region.directory), 200)
  })
}

function present(
  { week, candidates, seed, answers }: AnswerSample,
  { topics, institutions }: Directory,
): z.infer<typeof schemas.answerSample> {
  return {
    week: { from: week.toString(), to: week.add({ days: 6 }).toString() },
    candidates,
    seed,
    judged: answers.filter(({ judgement }) => judgement !== null).length,
    criteria: qualityCriteria.map((key) => ({ key, question: sampleWords.questions[key] })),
    grades: qualityGrades.map((key) => ({ key, title: sampleWords.grades[key] })),
    answers: answers.map(({ number, ticketId, topicId, institutionId, question, answer, judgement }) => ({
      number,
      ticketId,
      topic: topicId === null ? null : (topics.get(topicId)?.title ?? null),
      institution: institutionId === null ? null : (institutions.get(institutionId)?.shortTitle ?? null),
      question,
      answer,
      judgement,
    })),
  }
}

function allowed<Value>(result: Result<Value, SampleRefusal>): Value {
  if (result.ok) return result.value
  switch (result.refusal.kind) {
    case 'notCoordinator':
      throw new ApiProblem(403, 'notCoordinator', 'Оценивать ответы могут координаторы.')
    case 'notSampled':
      throw new ApiProblem(
        404,
        'notSampled',
        'Эти ответы уже не на очереди: началась новая неделя. Обновите страницу.',
      )
    case 'wordsDeleted':
      throw new ApiProblem(
        409,
        'wordsDeleted',
        'Слова этого ответа удалены по просьбе жителя, оценить его нельзя. Возьмите следующий.',
      )
  }
}
