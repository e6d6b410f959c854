import { realClock } from '../../clock.ts'
import type { ConfigResult } from '../../config.ts'
import { createVkApi } from '../../vk/api.ts'
import { callLimits, createVkHttp } from '../../vk/http.ts'
import { type TokenToExamine, examineCommunities, examineVkClock } from './communities.ts'
import { type FoundCommunity, examineDatabase } from './database.ts'
import { type Finding, bad, good, warning } from './finding.ts'
import { examineMachine } from './machine.ts'

const nowMs = (): number => realClock.now().epochMilliseconds

/** Looks at everything that a person can get wrong, and changes nothing. */
export async function examineInstallation(loaded: ConfigResult): Promise<readonly Finding[]> {
  if (!loaded.ok) return loaded.problems.map((problem) => bad('Настройки', problem))
  const { config } = loaded
  const { findings, communities, isSandbox } = await examineDatabase(config, nowMs)
  const tokens = tokensOf(config.vkTokens, communities ?? [])
  const settings = good('Настройки', 'прочитаны без ошибок.')
  const machine = await examineMachine(config.dataDir, tokens.length)
  const known = [settings, ...machine, ...findings]
  if (isSandbox)
    return [...known, good('ВКонтакте', 'здесь живёт песочница, настоящие сообщества не подключены.')]
  if (tokens.length === 0 && communities !== null)
    return [
      ...known,
      warning('ВКонтакте', 'ключей сообществ нет: запустится песочница. Для работы задайте VK_TOKENS.'),
    ]
  return [...known, ...(await examineVk(config.vkApiUrl, tokens))]
}

async function examineVk(baseUrl: string, tokens: readonly TokenToExamine[]): Promise<readonly Finding[]> {
  const http = createVkHttp(callLimits)
  const api = createVkApi({ http, baseUrl, nowMs: () => performance.now() })
  try {
    const clock = tokens[0] === undefined ? [] : await examineVkClock(api, tokens[0].token, nowMs)
    return [...clock, ...(await examineCommunities(api, tokens))]
  } finally {
    http.close()
  }
}

function tokensOf(
  fromSettings: readonly string[],
  communities: readonly FoundCommunity[],
): readonly TokenToExamine[] {
  const known = communities.map(({ token, title }) => ({ token, title }))
  const added = fromSettings
    .map((token, index) => ({ token, title: `ключ № ${index + 1} из VK_TOKENS` }))
    .filter(({ token }) => communities.every((community) => community.token !== token))
  return [...known, ...added]
}
