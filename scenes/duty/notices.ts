/** The news that one is on duty, stands in for somebody, or that nobody is left. */
import type { Institution } from '../../src/domain/directory.ts'
import type { Duty } from '../../src/domain/duty.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { dateInWords } from '../../src/domain/moment-in-words.ts'
import { type StaffMember, nameOfMember } from '../../src/domain/staff.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { button, inline } from '../keyboards.ts'

export const dutyNamed = (institutionTitle: string, duty: Duty, timeZone: string): OutgoingMessage => ({
  text: `Вы дежурите: «${institutionTitle}», ${fromTo(duty, timeZone)}. Новые карточки сначала придут вам, коллеги увидят их в очереди и когда срок почти выйдет.`,
})

export const standingIn = (away: StaffMember, institutions: readonly Institution[]): OutgoingMessage => ({
  text: `Вы замещаете: ${nameOfMember(away)}${atPlaces(institutions)}${untilDay(away, institutions[0])}. Новые карточки будут приходить вам. Что уже ждёт ответа — в «Очереди».`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

export const nobodyLeft = (away: StaffMember, institution: Institution): OutgoingMessage => ({
  text: `«${institution.shortTitle}»: отвечать некому${untilDay(away, institution)}. ${nameOfMember(away)} на это время уходит, замены нет. Карточки этого учреждения пока будут приходить вам. Можно пригласить туда ещё одного сотрудника: «Код для сотрудника».`,
})

const atPlaces = (institutions: readonly Institution[]): string =>
  institutions.length === 0 ? '' : `, ${institutions.map(({ shortTitle }) => `«${shortTitle}»`).join(', ')}`

const untilDay = ({ awayUntil }: StaffMember, institution: Institution | undefined): string =>
  awayUntil === null || institution === undefined
    ? ''
    : `, до ${dateInWords(addSeconds(awayUntil, -1), institution.timeZone)} включительно`

const fromTo = ({ from, until }: Duty, timeZone: string): string => {
  const first = dateInWords(from, timeZone)
  const last = dateInWords(addSeconds(until, -1), timeZone)
  return first === last ? first : `с ${first} по ${last}`
}
