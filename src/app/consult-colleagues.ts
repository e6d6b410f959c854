/**
 * What staff say to each other about a ticket: a note, or a question to another institution. The citizen gets one answer,
 * from the owner; the colleagues read the question without the citizen's name and numbers.
 */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { InstitutionId, TicketId } from '../domain/ids.ts'
import { maskPersonalData } from '../domain/personal-data.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, answerers, presentOrDeputies } from '../domain/staff.ts'
import type { ColleagueQuestion, ConsultRefusal } from '../domain/staff-work.ts'
import type { Workplace } from './desk.ts'
import { tellStaff, ticketReaders } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { permittedTicket } from './permitted-ticket.ts'
import { nameOf, viewTicket } from './ticket-view.ts'

export async function noteTicket(
  place: Workplace,
  member: StaffMember,
  ticketId: TicketId,
  text: string,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, timeZone } = place
  const found = await permittedTicket(place, member, ticketId)
  if (!found.ok) return found
  work.record({ type: 'note', ticketId, staffId: member.id, text })
  const view = viewTicket(found.value, region, timeZone)
  const others = ticketReaders(place, found.value).filter(({ id }) => id !== member.id)
  tellStaff(work, others, notices.noteWritten(view, nameOf(region.roster, member.id) ?? 'Коллега', text))
  return success(view)
}

export async function askColleagues(
  place: Workplace,
  member: StaffMember,
  asked: { readonly ticketId: TicketId; readonly institutionId: InstitutionId; readonly text: string },
): Promise<Result<{ readonly institutionTitle: string }, ConsultRefusal>> {
  const { work, region, notices, timeZone } = place
  const found = await permittedTicket(place, member, asked.ticketId)
  if (!found.ok) return found
  const institution = region.directory.institutions.get(asked.institutionId)
  if (institution === undefined || institution.id === found.value.institutionId)
    return refuse({ kind: 'sameOwner' })
  const reachable = region.roster.filter(({ contactGroupId }) => contactGroupId !== null)
  const people = presentOrDeputies(answerers(reachable, institution.id), reachable, work.now)
  if (people.length === 0) return refuse({ kind: 'nobodyThere' })
  const id = await work.store.nextColleagueQuestionId()
  const { ticketId, institutionId, text } = asked
  const question: ColleagueQuestion = { id, ticketId, institutionId, text }
  work.record({
    type: 'colleaguesAsked',
    question,
    askedById: member.id,
    askedFor: found.value.institutionId,
  })
  logFact(place, found.value, { kind: 'staff', id: member.id }, null, {
    type: 'colleaguesAsked',
    facts: { institutionId },
  })
  const messages = await work.messagesOf(ticketId)
  const words = messages.filter(({ author }) => author.kind === 'citizen').map((said) => said.text)
  const view = viewTicket(found.value, region, timeZone)
  tellStaff(work, people, notices.colleaguesAsked(view, question, maskPersonalData(words.join('\n'))))
  return success({ institutionTitle: institution.shortTitle })
}

export async function answerColleagues(
  place: Workplace,
  member: StaffMember,
  id: number,
  text: string,
): Promise<Result<ColleagueQuestion, ConsultRefusal>> {
  const { work, region, notices } = place
  const question = await work.store.findColleagueQuestion(id)
  if (question === null) return refuse({ kind: 'questionUnknown' })
  const isAsked = answerers([member], question.institutionId).length > 0
  if (!isAsked) return refuse({ kind: 'notYours' })
  if (question.isAnswered) return refuse({ kind: 'alreadyReplied' })
  const ticket = await work.ticket(question.ticketId)
  if (ticket === null) return refuse({ kind: 'notFound' })
  const title = region.directory.institutions.get(question.institutionId)?.shortTitle ?? 'Коллеги'
  work.record({ type: 'colleaguesAnswered', id, by: member.id, text })
  work.record({
    type: 'note',
    ticketId: ticket.id,
    staffId: member.id,
    text: `${title} на вопрос «${question.text}»: ${text}`,
  })
  logFact(place, ticket, { kind: 'staff', id: member.id }, null, {
    type: 'colleaguesAnswered',
    facts: { institutionId: question.institutionId },
  })
  const asker = region.roster.filter((other) => other.id === question.askedById)
  const readers = [...new Set([...asker, ...ticketReaders(place, ticket)])].filter(
    (other) => other.id !== member.id,
  )
  tellStaff(work, readers, notices.colleaguesAnswered(question, title, text))
  return success(question)
}
