import path from 'node:path'
import { realClock } from '../../clock.ts'
import type { ConfigResult } from '../../config.ts'
import { TokenKeyMissing, type TokenVault } from '../../app/token-vault.ts'
import { createTokenVault } from '../../token-vault.ts'
import { explainStart } from '../problem.ts'
import { twoWorlds } from '../region.ts'
import { createVkApi } from '../../vk/api.ts'
import { callLimits, createVkHttp } from '../../vk/http.ts'
import { type TokenToExamine, examineCommunities, examineVkClock } from './communities.ts'
import { type FoundCommunity, examineDatabase } from './database.ts'
import { type Finding, bad, good, warning } from './finding.ts'
import { examineDotenv, examineMachine } from './machine.ts'

const nowMs = (): number => realClock.now().epochMilliseconds

/** Looks at everything that a person can get wrong, and changes nothing. */
export async function examineInstallation(loaded: ConfigResult): Promise<readonly Finding[]> {
  if (!loaded.ok) return loaded.problems.map((problem) => bad('Настройки', problem))
  const { config } = loaded
  const { findings, communities, isSandbox } = await examineDatabase(config, nowMs)
  const vault = createTokenVault(config.tokenKeys)
  const opened = openTokens(communities ?? [], vault)
  const tokens = opened === null ? [] : tokensOf(config.vkTokens, opened)
  const settings = good('Настройки', 'прочитаны без ошибок.')
  const machine = await examineMachine(config.dataDir, tokens.length)
  const dotenv = await examineDotenv(path.resolve('.env'))
  const known = [settings, ...dotenv, ...machine, ...findings]
  if (opened === null) return [...known, bad('Ключи сообществ', explainStart(new TokenKeyMissing()))]
  if (isSandbox && config.vkTokens.length > 0) return [...known, bad('ВКонтакте', twoWorlds)]
  if (isSandbox)
    return [...known, good('ВКонтакте', 'здесь живёт песочница, настоящие сообщества не подключены.')]
  if (tokens.length === 0 && communities !== null)
    return [
      ...known,
      warning('ВКонтакте', 'ключей сообществ нет: запустится песочница. Для работы задайте VK_TOKENS.'),
    ]
  return [...known, describeSealing(config.tokenKeys.length), ...(await examineVk(config.vkApiUrl, tokens))]
}

const describeSealing = (keys: number): Finding =>
  keys > 0
    ? good('Ключи сообществ', 'в базе зашифрованы.')
    : warning(
        'Ключи сообществ',
        'в базе лежат открыто. Задайте TOKEN_KEYS, ключ для неё даёт команда otklik tokens --new-key.',
      )

/** Null when one was sealed with a key that the settings do not name. */
function openTokens(
  communities: readonly FoundCommunity[],
  vault: TokenVault,
): readonly FoundCommunity[] | null {
  try {
    return communities.map((community) => ({ ...community, token: vault.open(community.token) }))
  } catch (error) {
    if (error instanceof TokenKeyMissing) return null
    throw error
  }
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
