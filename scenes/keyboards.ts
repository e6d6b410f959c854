/** Buttons that several scenes offer. */
import type { TopicId } from '../src/domain/ids.ts'
import { type Button, type ButtonColor, type Keyboard, fitLabel } from '../src/domain/keyboard.ts'
import { type Command, payloadOf } from './commands.ts'

export const button = (label: string, command: Command, color?: ButtonColor): Button => ({
  type: 'text',
  label: fitLabel(label),
  payload: payloadOf(command),
  ...(color === undefined ? {} : { color }),
})

export const inline = (...rows: readonly (readonly Button[])[]): Keyboard => ({ inline: true, rows })

/** Always at hand below a citizen's messages. */
export const citizenMenu: Keyboard = {
  inline: false,
  rows: [
    [button('Мои обращения', { kind: 'mine' }), button('Новый вопрос', { kind: 'new' }, 'primary')],
    [button('Позвать человека', { kind: 'human' })],
  ],
}

export const staffMenu = (isCoordinator: boolean): Keyboard => ({
  inline: false,
  rows: [
    [button('Очередь', { kind: 'queue' }, 'primary'), button('Найти', { kind: 'find' })],
    ...(isCoordinator
      ? [
          [button('Кто молчит', { kind: 'silent' }), button('Сегодня', { kind: 'today' })],
          [button('Статистика', { kind: 'statistics' }), button('Оценить ответы', { kind: 'quality' })],
          [button('Код для сотрудника', { kind: 'invite' })],
        ]
      : []),
    [button('Тихие часы', { kind: 'quiet' }), button('Дежурство', { kind: 'duty' })],
    [button('Войти на сайт', { kind: 'signIn' }), button('Потренироваться', { kind: 'train' })],
  ],
})

export const cancelButton = button('Отмена', { kind: 'cancel' })

export const topicButton = (label: string, topicId: TopicId): Button =>
  button(label, { kind: 'topic', topicId })
