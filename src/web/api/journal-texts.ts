/** The journal in words, and the kinds it can be asked for. */
import type { StaffActKind } from '../../app/console/journal-ports.ts'
import type { ShownEntry } from '../../app/console/show-journal.ts'
import { botText, isBotTextKey } from '../../domain/bot-texts/bot-texts.ts'
import { historyText } from './history-texts.ts'

/** What people do to tickets; what the bot and citizens do is no action of staff. */
const eventKinds = {
  ticketTaken: 'Взяли в работу',
  ticketForwarded: 'Передали другим',
  ticketAnswered: 'Ответили жителю',
  interimAnswered: 'Назвали срок решения',
  clarificationAsked: 'Спросили жителя',
  operatorReplied: 'Написали вручную во ВКонтакте',
  colleaguesAsked: 'Спросили коллег',
  colleaguesAnswered: 'Ответили коллегам',
  incidentTold: 'Сообщили новости всем',
  topicChanged: 'Изменили тему',
  ticketMerged: 'Соединили обращения',
} as const

const actKinds = {
  directoryImported: 'Загрузили справочник',
  staffInvited: 'Пригласили сотрудника',
  communityConnected: 'Подключили сообщество',
  modelUsed: 'Выбрали модель',
  erasureAsked: 'Внесли просьбу об удалении данных',
  botTextChanged: 'Изменили текст бота',
  correctionDecided: 'Решили, кто отвечает',
} as const satisfies Readonly<Record<StaffActKind, string>>

export const journalKinds = Object.entries({ ...eventKinds, ...actKinds }).map(([kind, title]) => ({
  kind,
  title,
}))

export function journalText(entry: ShownEntry): string {
  if (!entry.isAct) return historyText(entry)
  const name = entry.actorName ?? 'Кто-то'
  return `${name} — ${actSentences[entry.type]?.(entry.facts) ?? entry.type}`
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

const botTextTitle = (code: string): string => (isBotTextKey(code) ? botText(code).title : code)

const actSentences: Readonly<Record<string, (facts: ShownEntry['facts']) => string>> = {
  directoryImported: ({ kind, added, changed }) =>
    `загрузил(а) справочник «${text(kind)}»: новых ${text(added)}, изменено ${text(changed)}`,
  staffInvited: ({ institution }) => `сделал(а) код для сотрудника: ${text(institution)}`,
  communityConnected: ({ title }) => `подключил(а) сообщество «${text(title)}»`,
  modelUsed: ({ name }) => `поставил(а) в работу модель ${text(name)}`,
  erasureAsked: ({ actId }) => `внёс(ла) просьбу удалить личные данные, акт № ${text(actId)}`,
  correctionDecided: ({ topic, institution, isAccepted }) =>
    isAccepted === true
      ? `добавил(а) правило: на «${text(topic)}» отвечает ${text(institution)}`
      : `оставил(а) как есть, кто отвечает на «${text(topic)}»: предлагали ${text(institution)}`,
  botTextChanged: ({ code, isUsual }) =>
    `${isUsual === true ? 'вернул(а) прежний' : 'изменил(а)'} текст бота «${botTextTitle(text(code))}»`,
}
