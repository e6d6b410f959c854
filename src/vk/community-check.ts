/**
 * Is a community set up so that we hear its people? Switches its long poll on where the token may do that, and
 * says in one Russian sentence what a person has to do where it may not.
 */
import { z } from 'zod'
import type { GroupId } from '../domain/ids.ts'
import { apiVersion, type VkApi } from './api.ts'
import { CommunityTroubled, VkApiError } from './errors.ts'

/** What we listen to. VK decides the form of events by the version set here, not by the version of our requests. */
const wantedEvents = [
  'message_new',
  'message_allow',
  'message_deny',
  'message_reply',
  'message_edit',
  'message_event',
  'wall_reply_new',
  'wall_reply_edit',
  'wall_reply_delete',
  'wall_reply_restore',
] as const
/** Asked for besides; a community without them is well. */
const usefulEvents = [
  'group_change_settings',
  'photo_comment_new',
  'video_comment_new',
  'market_comment_new',
  'board_post_new',
] as const

const newKey =
  'Создайте в настройках сообщества («Работа с API») ключ доступа с правами на управление, сообщения, стену, фотографии и документы и загрузите его в Отклик.'

const suspicion =
  'ВКонтакте просит подтвердить, что сообщения сообщества пишет не робот. Бот сам этого сделать не может. Ответы жителям ждут и уйдут, когда проверка снимется. Зайдите в сообщество под его администратором, и если ВКонтакте что-то спросит — ответьте; если не спросит ничего, а ответы не уходят, напишите в поддержку: vk.com/support.'

/** Errors after which only a person can help. @see dev.vk.com, "Коды ошибок" (read 2026). */
const troubleByVkError: Readonly<Record<number, string>> = {
  2: 'Приложение, которому выдан ключ сообщества, выключено. Создайте ключ в настройках самого сообщества («Работа с API») и загрузите его в Отклик.',
  5: `Ключ доступа сообщества недействителен или отозван. ${newKey}`,
  7: `Ключу доступа сообщества не хватает прав. ${newKey}`,
  14: suspicion,
  15: `Ключу доступа сообщества не хватает прав. ${newKey}`,
  16: `ВКонтакте не принимает ключ сообщества по этому соединению. ${newKey}`,
  17: suspicion,
  27: `ВКонтакте не принимает этот ключ как ключ сообщества. ${newKey}`,
  100: `ВКонтакте не отдаёт события сообщества. Проверьте, что ключ выдан именно этим сообществом и что в его настройках («Работа с API» → «Long Poll API») включён Long Poll API версии ${apiVersion} с событием «Входящее сообщение».`,
  125: 'ВКонтакте не знает сообщества с таким номером. Проверьте номер сообщества в Отклике.',
  203: 'Сообщество закрыто или заблокировано, ВКонтакте не даёт с ним работать. Проверьте страницу сообщества.',
}

const settingsRefused = `Long Poll API сообщества выключен или не присылает сообщения, а прав включить его у ключа нет. Включите его в настройках сообщества: «Работа с API» → «Long Poll API», версия ${apiVersion}, типы событий «Сообщения» и «Комментарии на стене».`

/** For a community whose polls fail without a refusal that says why. */
export const silence =
  'ВКонтакте несколько минут не отвечает на запросы о сообщениях сообщества. Новые сообщения придут, когда связь восстановится; проверьте, доступен ли ВКонтакте с сервера Отклика.'

/** In a word, for figures: what a sentence about a community in trouble is about. */
export function troubleReason(sentence: string): string {
  const known = Object.entries(troubleByVkError).find(([, said]) => said === sentence)?.[0]
  if (known !== undefined) return reasonByVkError[Number(known)] ?? 'other'
  if (sentence === settingsRefused) return 'settings'
  return sentence === silence ? 'silence' : 'other'
}

const reasonByVkError: Readonly<Record<number, string>> = {
  2: 'token',
  5: 'token',
  7: 'rights',
  14: 'suspicion',
  15: 'rights',
  16: 'token',
  17: 'suspicion',
  27: 'token',
  100: 'settings',
  125: 'unknown_community',
  203: 'closed',
}

const settingsSchema = z.object({
  is_enabled: z.boolean().optional(),
  api_version: z.string().optional(),
  events: z.record(z.string(), z.unknown()).default({}),
})
type Settings = z.infer<typeof settingsSchema>

/** The sentence for an error that needs a person; null when waiting may help. */
export function troubleOf(error: unknown): string | null {
  if (error instanceof CommunityTroubled) return error.sentence
  return error instanceof VkApiError ? (troubleByVkError[error.code] ?? null) : null
}

/** Looks at the long poll settings and completes them. Throws `CommunityTroubled` when messages would not come. */
export async function ensureLongPollSettings(api: VkApi, token: string, groupId: GroupId): Promise<void> {
  const answer = await api.call(token, 'groups.getLongPollSettings', { group_id: groupId })
  const settings = settingsSchema.safeParse(answer)
  if (settings.success && isComplete(settings.data)) return
  try {
    await switchLongPollOn(api, token, groupId)
  } catch (error) {
    // Without comments or edits the community can still be served; without messages it cannot.
    if (settings.success && bringsMessages(settings.data) && error instanceof VkApiError) return
    throw error
  }
}

/** What the settings are like now, without touching them; `off`: messages do not come. */
export async function reviewLongPollSettings(
  api: VkApi,
  token: string,
  groupId: GroupId,
): Promise<'complete' | 'partial' | 'off'> {
  const answer = await api.call(token, 'groups.getLongPollSettings', { group_id: groupId })
  const settings = settingsSchema.safeParse(answer)
  if (!settings.success || !bringsMessages(settings.data)) return 'off'
  return isComplete(settings.data) ? 'complete' : 'partial'
}

/** Switches the long poll on with everything we listen to; other events keep their setting. */
export async function switchLongPollOn(api: VkApi, token: string, groupId: GroupId): Promise<void> {
  const events = Object.fromEntries([...wantedEvents, ...usefulEvents].map((event) => [event, 1]))
  try {
    await api.call(token, 'groups.setLongPollSettings', {
      group_id: groupId,
      enabled: 1,
      api_version: apiVersion,
      ...events,
    })
  } catch (error) {
    if (error instanceof VkApiError && refusals.has(error.code))
      throw new CommunityTroubled(settingsRefused, error)
    throw error
  }
}

/** Missing rights, in VK's ways of saying it. An invalid token (5) has its own sentence. */
const refusals: ReadonlySet<number> = new Set([7, 15, 27, 100, 203])

const isComplete = (settings: Settings): boolean =>
  bringsMessages(settings) && wantedEvents.every((event) => isOn(settings, event))

const bringsMessages = (settings: Settings): boolean =>
  settings.is_enabled === true && settings.api_version === apiVersion && isOn(settings, 'message_new')

const isOn = ({ events }: Settings, event: string): boolean => events[event] === 1 || events[event] === true
