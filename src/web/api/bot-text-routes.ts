/** The bot's texts in the region's own words; for coordinators. */
import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import {
  type BotTextRefusal,
  type ShownBotText,
  changeBotText,
  listBotTexts,
} from '../../app/console/bot-texts.ts'
import type { DirectoryRefusal } from '../../app/console/show-directory.ts'
import { botTextGroups } from '../../domain/bot-texts/bot-text.ts'
import { botText } from '../../domain/bot-texts/bot-texts.ts'
import type { Result } from '../../domain/result.ts'
import { coordinatedMunicipalities } from '../../domain/staff.ts'
import * as schemas from './bot-text-schemas.ts'
import type { Api, ApiParts } from './context.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, jsonBody, problems } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/directory/texts',
  summary: 'What the bot says, in the usual words and in those of the region',
  responses: { 200: jsonAnswer(schemas.botTexts), ...problems(401, 403) },
})

const changeRoute = createRoute({
  method: 'post',
  path: '/directory/texts/{key}',
  summary: 'Put a text of the bot in other words, bring the usual ones back, or only look words through',
  request: { params: schemas.botTextPath, ...jsonBody(schemas.botTextBody) },
  responses: { 200: jsonAnswer(schemas.botTextLooked), ...problems(400, 401, 403, 409) },
})

export function addBotTextRoutes(api: Api, { console }: ApiParts): void {
  const { texts } = console.directory
  api.openapi(listRoute, async (context) => {
    const worker = context.get('signedIn')
    const shown = allowed(await listBotTexts(texts, worker)).map(presentBotText)
    const groups = botTextGroups.map((title) => ({
      title,
      texts: shown.filter(({ group }) => group === title).map(({ text }) => text),
    }))
    return context.json({ groups, mayChange: coordinatedMunicipalities(worker.member) === null }, 200)
  })
  api.openapi(changeRoute, async (context) => {
    const given = { ...context.req.valid('param'), ...context.req.valid('json') }
    const looked = allowed(await changeBotText(texts, context.get('signedIn'), given))
    return context.json({ ...looked, problems: [...looked.problems], advice: [...looked.advice] }, 200)
  })
}

type PresentedText = z.output<typeof schemas.botTexts>['groups'][number]['texts'][number]

function presentBotText({ key, own, changedBy, changedAt }: ShownBotText): {
  readonly group: string
  readonly text: PresentedText
} {
  const { group, title, where, usual, charactersMax, blanks, tail = '' } = botText(key)
  const named = Object.entries(blanks).map(([name, blank]) => ({ name, ...blank }))
  const changed = { own, changedBy, changedAt: changedAt?.toString() ?? null }
  return { group, text: { key, title, where, usual, tail, charactersMax, blanks: named, ...changed } }
}

function allowed<Value>(result: Result<Value, BotTextRefusal | DirectoryRefusal>): Value {
  if (result.ok) return result.value
  throw result.refusal.kind === 'changed'
    ? new ApiProblem(
        409,
        'changed',
        'Пока вы писали, этот текст изменил кто-то ещё. Посмотрите, что в нём теперь, и сохраните снова, если ваши слова лучше.',
      )
    : new ApiProblem(403, 'notCoordinator', 'Это делает координатор области. Попросите его или её.')
}
