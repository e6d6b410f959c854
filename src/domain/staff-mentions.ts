/** «@Имя Фамилия» in words of staff for each other: who is meant. */
import { maySeeTicket } from './access.ts'
import type { StaffMember, StaffRoster } from './staff.ts'
import type { Ticket } from './ticket.ts'

export const staffName = ({ firstName, lastName }: StaffMember): string => `${firstName} ${lastName}`.trim()

/** Whoever may read the ticket, but oneself, can be called to it. */
export const colleaguesOn = (
  roster: StaffRoster,
  ticket: Pick<Ticket, 'institutionId' | 'municipalityId'>,
  member: StaffMember,
): StaffRoster => roster.filter((other) => other.id !== member.id && maySeeTicket(other, ticket))

/** In any case of letters, with «е» for «ё»; a longer name is not the shorter one inside it. */
export function mentioned(text: string, colleagues: StaffRoster): StaffRoster {
  const words = folded(text)
  return colleagues.filter((colleague) => {
    const name = `@${folded(staffName(colleague))}`
    for (let at = words.indexOf(name); at !== -1; at = words.indexOf(name, at + 1))
      if (!/[\p{L}\p{N}-]/u.test(words[at + name.length] ?? ' ')) return true
    return false
  })
}

const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/gu, ' ')
