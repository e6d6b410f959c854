/** The event log as sentences, for the history of a ticket. */
import { z } from 'zod'
import type { ShownFact } from '../../app/console/show-ticket-file.ts'

type Sentence = (fact: ShownFact) => string

const by = ({ actorName, actor }: ShownFact): string =>
  actorName ??
  { citizen: 'Житель', operator: 'Кто-то из сообщества', bot: 'Бот', staff: 'Коллега' }[actor.kind]

const owner = ({ institutionTitle }: ShownFact): string => institutionTitle ?? 'координаторы'

const reasons: Readonly<Record<string, string>> = {
  responsible: 'по теме',
  fallback: 'по теме, второй ответственный',
  community: 'на чью страницу написали',
  administration: 'администрация этого места',
  coordinators: 'никого ближе не нашлось',
  forwarded: 'передали вручную',
}

const reasonShape = z.object({ kind: z.string(), number: z.number().default(0) })

function routed(fact: ShownFact): string {
  const parsed = reasonShape.safeParse(fact.facts['reason'])
  const { kind, number } = parsed.success ? parsed.data : { kind: '', number: 0 }
  const why = kind === 'rule' ? `по правилу № ${number}` : (reasons[kind] ?? '')
  return `Отвечают: ${owner(fact)}${why === '' ? '' : ` — ${why}`}`
}

const ratings: Readonly<Record<string, string>> = {
  helped: 'помогло',
  partly: 'помогло отчасти',
  no: 'не помогло',
  offTopic: 'ответили не о том',
}

const ratingIn = (value: unknown): string =>
  (typeof value === 'string' ? ratings[value] : undefined) ?? 'без слов'

const numberIn = (value: unknown): string => (typeof value === 'number' ? String(value) : '')

const sentences: Readonly<Record<string, Sentence>> = {
  ticketOpened: () => 'Житель обратился',
  ticketRouted: routed,
  ticketTaken: (fact) => `${by(fact)} — взял(а) в работу`,
  messageAdded: () => 'Житель дописал',
  messageEdited: () => 'Житель изменил сообщение',
  humanRequested: () => 'Житель попросил человека',
  operatorReplied: (fact) => `${by(fact)} — написал(а) жителю вручную во ВКонтакте`,
  incidentTold: (fact) => `${by(fact)} — сообщил(а) новости всем, кого это касается`,
  citizenJoined: () => 'Присоединился ещё один житель',
  ticketForwarded: (fact) => `${by(fact)} — передал(а) другим`,
  ticketAnswered: (fact) => `${by(fact)} — ответил(а) жителю`,
  ticketMerged: (fact) => `${by(fact)} — соединил(а) с № ${numberIn(fact.facts['into'])}`,
  ticketAbsorbed: (fact) => `${by(fact)} — присоединил(а) сюда № ${numberIn(fact.facts['from'])}`,
  ticketWithdrawn: () => 'Житель отозвал обращение',
  messageUndelivered: () => 'Сообщение до жителя не дошло',
  interimAnswered: (fact) => `${by(fact)} — ответил(а) и назвал(а) срок решения`,
  promiseJudged: ({ facts }) => (facts['isKept'] === true ? 'Обещание выполнено' : 'Обещание не выполнено'),
  clarificationAsked: (fact) => `${by(fact)} — задал(а) жителю вопрос`,
  clockResumed: () => 'Срок решения снова идёт',
  colleaguesAsked: (fact) => `${by(fact)} — спросил(а) коллег из другого учреждения`,
  colleaguesAnswered: () => 'Коллеги из другого учреждения ответили',
  ticketReopened: () => 'Обращение открыто снова',
  ratingAsked: () => 'Бот спросил, помог ли ответ',
  ticketRated: ({ facts }) => `Житель оценил ответ: ${ratingIn(facts['rating'])}`,
  answerSampled: () => 'Ответ попал в выборку: координатор оценит его качество',
  answerJudged: (fact) => `${by(fact)} — оценил(а) качество ответа`,
  topicChanged: (fact) => `${by(fact)} — изменил(а) тему`,
}

/** An event that this table does not know yet is told plainly rather than hidden. */
export const historyText = (fact: ShownFact): string =>
  sentences[fact.type]?.(fact) ?? `Изменение: ${fact.type}`

/** «Почему сюда»: the words that were kept with the routing. */
export function historyReason({ facts }: ShownFact): string | null {
  const { explanation } = facts
  return typeof explanation === 'string' && explanation !== '' ? explanation : null
}
