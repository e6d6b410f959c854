import type { IncidentAnswered, IncidentRefusal } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { plural } from '../../src/domain/moment-in-words.ts'
import { button, cancelButton, inline } from '../keyboards.ts'

export const askNews: OutgoingMessage = {
  text: 'Напишите одним сообщением, что происходит и когда исправят. Получат все, кто сообщил об этом, и все, кто напишет позже. Обращения останутся открытыми.',
  keyboard: inline([cancelButton]),
}

export const askAnswer: OutgoingMessage = {
  text: 'Напишите общий ответ одним сообщением. Его получит каждый, кто сообщил об этом, и все эти обращения закроются.',
  keyboard: inline([cancelButton]),
}

export const tooLong: OutgoingMessage = {
  text: 'Слишком длинно: сократите, пожалуйста, до 3 000 знаков.',
  keyboard: inline([cancelButton]),
}

export const preview = (text: string, closes: boolean): OutgoingMessage => ({
  text: `Так это прочитает каждый:\n\n${text}\n\n— подпись учреждения, которое отвечает\n\n${closes ? 'После отправки обращения закроются.' : 'Обращения останутся открытыми.'}`,
  keyboard: inline([
    button('Отправить всем', { kind: 'sendToAll' }, 'positive'),
    button('Исправить', { kind: 'rewrite' }),
    cancelButton,
  ]),
})

export const sent = ({ tickets, closed }: IncidentAnswered): OutgoingMessage => ({
  text: `Отправлено: ${tickets} ${plural(tickets, 'обращение', 'обращения', 'обращений')}. ${closed ? 'Общая проблема закрыта.' : 'Кто напишет об этом теперь, прочитает то же сразу.'}`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

export const dismissed: OutgoingMessage = {
  text: 'Хорошо, это не общая проблема. Каждое обращение останется у своего ответственного.',
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
}

const refusals: Readonly<Record<IncidentRefusal['kind'], string>> = {
  incidentClosed: 'Эта общая проблема уже закрыта.',
  notCoordinator: 'Отвечать всем может только координатор этой территории.',
}

export const refused = (kind: IncidentRefusal['kind']): OutgoingMessage => ({
  text: refusals[kind],
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})
