/** What a person reads who sends a one-time code. */
import type { Community } from '../src/domain/directory.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'

export const joined = (institutionTitle: string | null): OutgoingMessage => ({
  text: `Готово, вы в команде: ${institutionTitle ?? 'координаторы региона'}.\n\nСюда будут приходить карточки обращений. Чтобы ответить жителю, ответьте на карточку или нажмите «Ответить» под ней. Перед отправкой я покажу, как это увидит житель. Хотите попробовать без жителей — нажмите «Потренироваться».`,
})

const joinRefusals = {
  codeUnknown: 'Такого кода нет. Проверьте буквы или попросите координатора прислать новый.',
  codeUsed: 'Этот код уже использован. Попросите координатора прислать новый.',
  codeExpired: 'Срок этого кода вышел. Попросите координатора прислать новый.',
} as const

export const joinRefused = (kind: keyof typeof joinRefusals): OutgoingMessage => ({
  text: joinRefusals[kind],
})

export const tooManyCodes: OutgoingMessage = {
  text: 'Слишком много неверных кодов. Попросите координатора проверить код и добавить вас самому.',
}

/** A code works only where staff work: a public page must stay the place where its reader can ask as a citizen. */
export const sendCodeTo = (workplace: Community): OutgoingMessage => ({
  text: `Этот код нужно прислать в сообщество «${workplace.title}»: vk.me/club${workplace.groupId}. Там и будет ваше рабочее место.`,
})
