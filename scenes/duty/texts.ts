/** What heads and coordinators read when they name who is on duty. */
import type { Institution } from '../../src/domain/directory.ts'
import { dutyDaysMax } from '../../src/domain/duty.ts'
import { staffId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { dateInWords, daysInWords } from '../../src/domain/moment-in-words.ts'
import type { DutyNamed, DutyShown } from '../../src/domain/staff-work.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { button, cancelButton, inline, staffMenu } from '../keyboards.ts'

const peopleShownMax = 4

export const askInstitution: OutgoingMessage = {
  text: 'В каком учреждении назначить дежурного? Напишите часть названия, например «школа 3».',
  keyboard: inline([cancelButton]),
}

export const institutionNotFound: OutgoingMessage = {
  text: 'Такого учреждения среди ваших нет. Напишите иначе — хватит одного слова из названия.',
  keyboard: inline([cancelButton]),
}

export const askWhich = (found: readonly Pick<Institution, 'id' | 'shortTitle'>[]): OutgoingMessage => ({
  text: 'В каком учреждении?',
  keyboard: inline(
    ...found
      .slice(0, peopleShownMax)
      .map(({ id, shortTitle }) => [button(shortTitle, { kind: 'institution', institutionId: id })]),
    [cancelButton],
  ),
})

export const askPerson = (shown: DutyShown): OutgoingMessage => ({
  text: `${now(shown)} Кто будет дежурить? Выберите или напишите фамилию. Новые карточки будут сначала приходить этому человеку.`,
  keyboard: people(shown),
})

export const personNotFound = (shown: DutyShown): OutgoingMessage => ({
  text: `Такого сотрудника в «${shown.title}» нет. Кто будет дежурить? Выберите или напишите фамилию.`,
  keyboard: people(shown),
})

export const nobodyThere = (shown: DutyShown): OutgoingMessage => ({
  text: `В «${shown.title}» пока никто не подключился: назначать некого. Карточки получает координатор.`,
})

const people = (shown: DutyShown): ReturnType<typeof inline> =>
  inline(
    ...shown.people
      .slice(0, peopleShownMax)
      .map(({ id, name }) => [button(name, { kind: 'person', staffId: staffId(id) })]),
    shown.current === null ? [cancelButton] : [button('Без дежурного', { kind: 'noDuty' }), cancelButton],
  )

export const askDays = (name: string): OutgoingMessage => ({
  text: `${name} — на какие дни? Выберите или напишите, например «с 25 по 30 ноября».`,
  keyboard: days,
})

export const daysUnclear: OutgoingMessage = {
  text: `Не понял, на какие дни. Напишите, например, «завтра», «до пятницы» или «с 25 по 30 ноября» — до ${dutyDaysMax} дней, начиная с сегодня.`,
  keyboard: inline(
    ['Сегодня', 'Завтра', 'Неделю'].map((words) => button(words, { kind: 'reason', reason: words })),
    [cancelButton],
  ),
}

const days = daysUnclear.keyboard ?? inline([cancelButton])

export const named = ({ title, name, days: chosen }: DutyNamed, isCoordinator: boolean): OutgoingMessage => ({
  text:
    name === null || chosen === null
      ? `В «${title}» больше никто не дежурит: новые карточки приходят всем.`
      : `Готово. «${title}», ${daysInWords(chosen.first, chosen.last)}: дежурит ${name}. Новые карточки сначала придут туда. Остальные увидят их в очереди и когда срок почти выйдет.`,
  keyboard: staffMenu(isCoordinator),
})

/** For those who do not name anybody. */
export const whoIsOnDuty = (shown: DutyShown): string =>
  `${now(shown)} Назначает руководитель или координатор.`

export const nothingToShow = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'У вас нет учреждения, где назначают дежурных.',
  keyboard: staffMenu(isCoordinator),
})

export const notYours: OutgoingMessage = {
  text: 'Дежурных в этом учреждении назначает его руководитель или координатор.',
}

const now = ({ title, current, timeZone }: DutyShown): string =>
  current === null
    ? `В «${title}» сейчас никто не дежурит: карточки приходят всем.`
    : `В «${title}» дежурит ${current.name}, до ${dateInWords(addSeconds(current.until, -1), timeZone)} включительно.`
