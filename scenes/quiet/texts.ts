/** What a member of staff reads about quiet hours. */
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { type QuietHours, minuteInWords, quietHoursMax } from '../../src/domain/quiet-hours.ts'
import { button, cancelButton, inline, staffMenu } from '../keyboards.ts'

const offered = ['С 18 до 9', 'С 20 до 8', 'С 22 до 7'] as const

const choices = (hours: QuietHours | null): ReturnType<typeof inline> =>
  inline(
    offered.map((words) => button(words, { kind: 'reason', reason: words })),
    hours === null ? [cancelButton] : [button('Без тихих часов', { kind: 'noQuiet' }), cancelButton],
  )

export const askHours = (hours: QuietHours | null): OutgoingMessage => ({
  text: `${
    hours === null ? 'Сейчас карточки приходят в любое время.' : `Сейчас тихие часы ${span(hours)}.`
  } Когда вас не беспокоить? Выберите или напишите, например «с 20:30 до 8». Срочное и опасное всё равно придёт сразу, остальное — одним сообщением, когда тихие часы кончатся.`,
  keyboard: choices(hours),
})

export const hoursUnclear = (hours: QuietHours | null): OutgoingMessage => ({
  text: 'Не понял, с какого часа и до какого. Напишите, например, «с 20 до 8» или выберите.',
  keyboard: choices(hours),
})

export const tooLong = (hours: QuietHours | null): OutgoingMessage => ({
  text: `Тихих часов может быть до ${quietHoursMax} подряд, чтобы жители дождались ответа. Если уходите надолго, напишите «Я в отпуске до…» и день. Когда вас не беспокоить?`,
  keyboard: choices(hours),
})

export const hoursSet = (
  hours: Pick<QuietHours, 'fromMinute' | 'toMinute'>,
  isCoordinator: boolean,
): OutgoingMessage => ({
  text: `Тихие часы — каждый день ${span(hours)}. В это время придёт только срочное. Остальное пришлю одним сообщением в ${minuteInWords(hours.toMinute)}.`,
  keyboard: staffMenu(isCoordinator),
})

export const hoursOff = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'Тихих часов больше нет: карточки приходят в любое время.',
  keyboard: staffMenu(isCoordinator),
})

const span = ({ fromMinute, toMinute }: Pick<QuietHours, 'fromMinute' | 'toMinute'>): string =>
  `с ${minuteInWords(fromMinute)} до ${minuteInWords(toMinute)}`
