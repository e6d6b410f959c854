import type { ForwardOutcome } from '../../src/domain/desk.ts'
import type { Directory, Institution } from '../../src/domain/directory.ts'
import { institutionId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { button, cancelButton, inline } from '../keyboards.ts'

const offeredMax = 4
const reasons = ['Другая территория', 'Не наша тема', 'Мы этим больше не занимаемся'] as const

export interface Offered {
  readonly ticketId: number
  readonly owners: readonly { readonly id: number; readonly title: string }[]
}

export const ownerRows = (offered: Offered): readonly (readonly ReturnType<typeof button>[])[] =>
  offered.owners
    .slice(0, offeredMax)
    .map((owner) => [button(owner.title, { kind: 'institution', institutionId: institutionId(owner.id) })])

export const askOwner = (offered: Offered): OutgoingMessage => ({
  text: `Кому передать № ${offered.ticketId}? Выберите или напишите часть названия.`,
  keyboard: inline(
    ...ownerRows(offered),
    [button('Не знаю, решит координатор', { kind: 'toCoordinator' })],
    [cancelButton],
  ),
})

export const ownerNotFound = (offered: Offered): OutgoingMessage => ({
  text: 'Такого учреждения не нашёл. Напишите иначе, например «школа 3», или отдайте координатору.',
  keyboard: inline(
    ...ownerRows(offered),
    [button('Не знаю, решит координатор', { kind: 'toCoordinator' })],
    [cancelButton],
  ),
})

export const askReason: OutgoingMessage = {
  text: 'Почему это не ваш вопрос? Выберите или напишите — пояснение увидит тот, кому передаём.',
  keyboard: inline(...reasons.map((words) => [button(words, { kind: 'reason', reason: words })]), [
    cancelButton,
  ]),
}

export const forwarded = (outcome: ForwardOutcome): OutgoingMessage => ({
  text:
    outcome.decides !== null
      ? `${outcome.decides === 'tooManyForwards' ? `№ ${outcome.ticket.id} уже передавали дважды` : `Там № ${outcome.ticket.id} уже было и не подошло`}, поэтому дальше решит координатор. Переписка сохранена.`
      : `Передал: № ${outcome.ticket.id} теперь ведёт ${outcome.ownerTitle ?? 'координатор'}. Переписка и ваше пояснение ушли вместе с ним.`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

/** Institutions whose title has every word of the search, at most four. */
export function findInstitutions(search: string, directory: Directory): readonly Institution[] {
  const words = search
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  return [...directory.institutions.values()]
    .filter((institution) => {
      const title = `${institution.title} ${institution.shortTitle}`.toLowerCase()
      return words.every((word) => isNamed(word, title))
    })
    .slice(0, offeredMax)
}

/** Words without their endings; numbers whole, so that «школа 3» is not school 13. */
function isNamed(word: string, title: string): boolean {
  if (/^\d+$/u.test(word)) return new RegExp(`(?<!\\d)${word}(?!\\d)`, 'u').test(title)
  const endingLength = word.length > 5 ? 2 : word.length > 4 ? 1 : 0
  return title.includes(word.slice(0, word.length - endingLength))
}
