/** Templates as administrators read them. */
import type { OfferedTemplate } from '../../src/domain/answer-template.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { button, inline } from '../keyboards.ts'

const shownMax = 300

export const offered = (ticketId: TicketId, templates: readonly OfferedTemplate[]): OutgoingMessage =>
  templates.length === 0
    ? {
        text: `Для № ${ticketId} шаблона пока нет. Ответьте своими словами: хороший ответ можно сохранить кнопкой «Сделать шаблоном».`,
        keyboard: inline([button('Ответить', { kind: 'write', ticketId }, 'positive')]),
        about: ticketId,
      }
    : {
        text: [
          `Шаблоны для № ${ticketId}. Выберите — спрошу, чем заполнить пропуски, и покажу перед отправкой.`,
          ...templates.map(
            (template, index) =>
              `${index + 1}. ${template.title} — ${helpedShare(template)}\n${shortened(template.text)}`,
          ),
        ].join('\n\n'),
        keyboard: inline(
          ...templates.map((template, index) => [
            button(`${index + 1}. ${template.title}`, {
              kind: 'useTemplate',
              ticketId,
              templateId: template.id,
            }),
          ]),
          [button('Ответить своими словами', { kind: 'write', ticketId })],
        ),
        about: ticketId,
      }

const helpedShare = ({ rated, helped }: OfferedTemplate): string =>
  rated === 0 ? 'оценок пока нет' : `помогло в ${helped} из ${rated}`

const shortened = (text: string): string => (text.length > shownMax ? `${cutText(text, shownMax)}…` : text)

export const gone = (ticketId: TicketId): OutgoingMessage => ({
  text: 'Этого шаблона больше нет. Выберите другой или ответьте своими словами.',
  keyboard: inline([
    button('Шаблон', { kind: 'template', ticketId }),
    button('Ответить', { kind: 'write', ticketId }, 'positive'),
  ]),
})

export const kept = (ticketId: TicketId, title: string, text: string): OutgoingMessage => ({
  text: `Сохранил шаблон «${title}»:\n\n${text}\n\nОн появится под кнопкой «Шаблон» у похожих обращений. Пропуски в скобках спрошу перед отправкой.`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
  about: ticketId,
})

export const askBlank = (name: string, text: string): OutgoingMessage => ({
  text: `Чем заполнить {${name}}? Напишите, что там должно стоять.\n\nВесь текст:\n${text}`,
  keyboard: inline([
    button('Написать весь ответ иначе', { kind: 'rewrite' }),
    button('Отмена', { kind: 'cancel' }),
  ]),
})
