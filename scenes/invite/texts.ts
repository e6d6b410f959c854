import type { Community, Institution } from '../../src/domain/directory.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { dateInWords } from '../../src/domain/moment-in-words.ts'
import type { Instant } from '../../src/domain/time.ts'
import { writeInviteCode } from '../../src/domain/invite-code.ts'
import { button, cancelButton, inline } from '../keyboards.ts'

export const askInstitution: OutgoingMessage = {
  text: 'Для какого учреждения код? Напишите часть названия, например «школа 3».',
  keyboard: inline([cancelButton]),
}

export const notFound: OutgoingMessage = {
  text: 'Такого учреждения в справочнике нет. Напишите иначе — хватит одного слова из названия.',
  keyboard: inline([cancelButton]),
}

export const askWhich = (found: readonly Institution[]): OutgoingMessage => ({
  text: 'Нашёл несколько. Какое из них?',
  keyboard: inline(
    ...found.map((institution) => [
      button(institution.shortTitle, { kind: 'institution', institutionId: institution.id }),
    ]),
    [cancelButton],
  ),
})

export const onlyCoordinators: OutgoingMessage = {
  text: 'Код для этого учреждения может выдать только его координатор или координатор региона.',
}

/** Two messages: the second can be sent on as it is. */
export const code = (
  institution: Institution,
  workplace: Community | undefined,
  invite: { readonly code: string; readonly expiresAt: Instant },
): readonly OutgoingMessage[] => [
  {
    text: `Код для учреждения «${institution.shortTitle}» готов. Он одноразовый и действует до ${dateInWords(invite.expiresAt, institution.timeZone)}. Перешлите новому сотруднику следующее сообщение.`,
  },
  {
    text: `Чтобы отвечать жителям за «${institution.shortTitle}», пришлите этот код сообщением в сообщество ${workplace === undefined ? 'Отклика' : `«${workplace.title}» (vk.me/club${workplace.groupId})`}:\n${writeInviteCode(invite.code)}`,
  },
]
