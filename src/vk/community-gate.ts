/** What VK says of a community to somebody who holds its key: step by step, each in a sentence. */
import { z } from 'zod'
import type { CommunityGate, ConnectionStep, ExaminedCommunity } from '../app/console/connect-community.ts'
import { groupId } from '../domain/ids.ts'
import { type VkApi, apiVersion } from './api.ts'
import { ensureLongPollSettings, reviewLongPollSettings, troubleOf } from './community-check.ts'
import { VkApiError, VkUnreachable } from './errors.ts'

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

export const createCommunityGate = (api: VkApi): CommunityGate => ({
  async examine(token): Promise<ExaminedCommunity> {
    try {
      const [group] = groups.parse(await api.call(token, 'groups.getById', {})).groups
      if (group === undefined) return { community: null, steps: [badKey] }
      const community = { groupId: groupId(group.id), title: group.name }
      const key = step('key', 'good', `Ключ выдан сообществом «${group.name}».`)
      const others = await Promise.all([
        attempt('rights', () => reviewRights(api, token)),
        attempt('messages', () => reviewMessages(api, token, group.id)),
        attempt('longPoll', () => reviewLongPoll(api, token, group.id)),
      ])
      return { community, steps: [key, ...others] }
    } catch (error) {
      return { community: null, steps: [step('key', 'bad', sentenceOf(error))] }
    }
  },
  async switchOn(token, id) {
    try {
      await ensureLongPollSettings(api, token, id)
      return null
    } catch (error) {
      return sentenceOf(error)
    }
  },
})

const titles = {
  key: 'Ключ доступа',
  rights: 'Права ключа',
  messages: 'Сообщения сообщества',
  longPoll: 'Long Poll API и события',
} as const satisfies Readonly<Record<ConnectionStep['key'], string>>

const step = (
  key: ConnectionStep['key'],
  state: ConnectionStep['state'],
  sentence: string,
): ConnectionStep => ({
  key,
  title: titles[key],
  state,
  sentence,
})

const badKey = step('key', 'bad', 'ВКонтакте не назвал сообщество этого ключа. Создайте ключ заново.')

async function attempt(
  key: ConnectionStep['key'],
  review: () => Promise<ConnectionStep>,
): Promise<ConnectionStep> {
  try {
    return await review()
  } catch (error) {
    return step(key, 'bad', sentenceOf(error))
  }
}

async function reviewRights(api: VkApi, token: string): Promise<ConnectionStep> {
  const granted = permissions.parse(await api.call(token, 'groups.getTokenPermissions', {}))
  const missing = rights.filter(([name]) => granted.permissions.every((right) => right.name !== name))
  const names = missing.map(([, words]) => words).join(', ')
  if (missing.length === 0) return step('rights', 'good', 'Все нужные права есть.')
  return missing.some(([, , isNeeded]) => isNeeded)
    ? step('rights', 'bad', `Не хватает прав: ${names}. Создайте ключ заново и отметьте их.`)
    : step('rights', 'warning', `Отвечать можно, но без прав «${names}» не будет файлов или комментариев.`)
}

async function reviewMessages(api: VkApi, token: string, id: number): Promise<ConnectionStep> {
  await api.call(token, 'messages.getConversations', { group_id: id, count: 1 })
  return step('messages', 'good', 'Сообщения включены, бот может их читать.')
}

async function reviewLongPoll(api: VkApi, token: string, id: number): Promise<ConnectionStep> {
  const review = await reviewLongPollSettings(api, token, groupId(id))
  if (review === 'complete')
    return step('longPoll', 'good', `Включён, версия ${apiVersion}, все нужные события отмечены.`)
  return step(
    'longPoll',
    'fixable',
    review === 'off'
      ? `Выключен, другой версии или не присылает сообщения. Включим сами: версия ${apiVersion} и нужные события.`
      : 'Включён, но не все нужные события отмечены. Отметим сами.',
  )
}

function sentenceOf(error: unknown): string {
  const known = troubleOf(error)
  if (known !== null) return known
  if (error instanceof VkApiError)
    return `ВКонтакте отказал (ошибка ${error.code}). Проверьте ключ и настройки сообщества.`
  if (error instanceof VkUnreachable) return 'ВКонтакте не отвечает. Попробуйте ещё раз через минуту.'
  if (error instanceof z.ZodError) return 'Ответ ВКонтакте не читается. Попробуйте ещё раз через минуту.'
  throw error
}
