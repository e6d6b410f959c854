/** Each community as VK shows it to its token: rights, long poll, messages. Nothing is changed. */
import { z } from 'zod'
import { groupId as toGroupId } from '../../domain/ids.ts'
import type { VkApi } from '../../vk/api.ts'
import { reviewLongPollSettings, troubleOf } from '../../vk/community-check.ts'
import { VkApiError, VkUnreachable } from '../../vk/errors.ts'
import { type Finding, bad, good, warning } from './finding.ts'

export interface TokenToExamine {
  readonly token: string
  /** What to call it until VK says its name. */
  readonly title: string
}

const groups = z.object({ groups: z.array(z.object({ id: z.number(), name: z.string() })).min(1) })
const permissions = z.object({ permissions: z.array(z.object({ name: z.string() })) })
/** Without the first two nothing works; without the others something is missing. */
const rights = [
  ['messages', 'сообщения', true],
  ['manage', 'управление сообществом', true],
  ['photos', 'фотографии', false],
  ['docs', 'документы', false],
  ['wall', 'стена', false],
] as const
const atOnce = 8
const clockSkewMaxSeconds = 30

/** In the order of the tokens. */
export async function examineCommunities(
  api: VkApi,
  tokens: readonly TokenToExamine[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (let index = 0; index < tokens.length; index += atOnce) {
    findings.push(
      ...(await Promise.all(tokens.slice(index, index + atOnce).map((token) => examine(api, token)))),
    )
  }
  return findings
}

async function examine(api: VkApi, { token, title }: TokenToExamine): Promise<Finding> {
  let subject = `Сообщество «${title}»`
  try {
    const [group] = groups.parse(await api.call(token, 'groups.getById', {})).groups
    if (group === undefined)
      return bad(subject, 'ВКонтакте не назвал сообщество этого ключа. Создайте ключ заново.')
    subject = `Сообщество «${group.name}»`
    const granted = permissions.parse(await api.call(token, 'groups.getTokenPermissions', {}))
    const missing = rights.filter(([name]) => granted.permissions.every((right) => right.name !== name))
    const names = missing.map(([, words]) => words).join(', ')
    if (missing.some(([, , isNeeded]) => isNeeded))
      return bad(
        subject,
        `ключу не хватает прав: ${names}. Создайте в сообществе («Работа с API») ключ с ними.`,
      )
    await api.call(token, 'messages.getConversations', { group_id: group.id, count: 1 })
    const review = await reviewLongPollSettings(api, token, toGroupId(group.id))
    if (missing.length > 0) return warning(subject, `отвечать можно, но ключу не хватает прав: ${names}.`)
    if (review === 'off')
      return warning(
        subject,
        'Long Poll выключен или не присылает сообщения. Отклик включит его сам при запуске.',
      )
    return good(
      subject,
      review === 'complete'
        ? 'ключ, права и Long Poll в порядке.'
        : 'ключ и права в порядке; недостающие события Отклик включит сам.',
    )
  } catch (error) {
    return bad(subject, sentenceOf(error))
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof VkApiError)
    return (
      troubleOf(error) ?? `ВКонтакте отказал (ошибка ${error.code}). Проверьте ключ и настройки сообщества.`
    )
  if (error instanceof VkUnreachable) return 'ВКонтакте не отвечает. Проверьте сеть и VK_API_URL.'
  if (error instanceof z.ZodError) return 'по адресу VK_API_URL отвечает не ВКонтакте. Проверьте этот адрес.'
  throw error
}

/** VK dates every message by its own clock; deadlines are counted by ours. */
export async function examineVkClock(
  api: VkApi,
  token: string,
  nowMs: () => number,
): Promise<readonly Finding[]> {
  const answer = await api.call(token, 'utils.getServerTime', {}).catch(() => null)
  const seconds = z.number().safeParse(answer)
  // What keeps VK from answering is said of the communities.
  if (!seconds.success) return []
  const skew = Math.round(Math.abs(seconds.data - nowMs() / 1000))
  return [
    skew <= clockSkewMaxSeconds
      ? good('Часы', 'идут вместе с часами ВКонтакте.')
      : bad(
          'Часы',
          `расходятся с часами ВКонтакте на ${skew} с: сроки и времена ответов будут неверны. Включите синхронизацию времени (NTP).`,
        ),
  ]
}
