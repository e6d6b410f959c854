/** A coordinator speaks to everybody whom an incident concerns: news while it lasts, or the answer that closes it. */
import type { IncidentAnswered, IncidentRefusal } from '../domain/desk.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import { type Ticket, isOpen, respond } from '../domain/ticket.ts'
import { deliverAnswer } from './deliver-answer.ts'
import type { Workplace } from './desk.ts'
import { tellCitizen } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function answerIncident(
  place: Workplace,
  member: StaffMember,
  given: { readonly id: number; readonly text: string; readonly closes: boolean },
): Promise<Result<IncidentAnswered, IncidentRefusal>> {
  const refusal = whyNot(place, member, given.id)
  if (refusal !== null) return refuse(refusal)
  const tickets = await openTicketsOf(place, given.id)
  for (const ticket of tickets) {
    const { text } = given
    // Final: like any answer, signed by the owner of each ticket.
    if (given.closes)
      await deliverAnswer(place, member, {
        ticketId: ticket.id,
        text,
        attachments: [],
        result: { kind: 'solved' },
      })
    else await tellOne(place, member, ticket, text)
  }
  place.work.record(
    given.closes
      ? { type: 'incidentClosed', id: given.id, status: 'closed', told: given.text, by: member.id }
      : { type: 'incidentTold', id: given.id, told: given.text },
  )
  return success({ tickets: tickets.length, closed: given.closes })
}

/** It was no common trouble: the tickets go their ways. */
export function dismissIncident(
  place: Workplace,
  member: StaffMember,
  id: number,
): Result<IncidentAnswered, IncidentRefusal> {
  const refusal = whyNot(place, member, id)
  if (refusal !== null) return refuse(refusal)
  place.work.record({ type: 'incidentClosed', id, status: 'dismissed', told: null, by: member.id })
  return success({ tickets: 0, closed: true })
}

function whyNot({ region }: Workplace, member: StaffMember, id: number): IncidentRefusal | null {
  const incident = region.incidents.find((candidate) => candidate.id === id)
  if (incident === undefined) return { kind: 'incidentClosed' }
  const own = coordinatedMunicipalities(member)
  const isTheirs = own === null || own.includes(incident.municipalityId)
  return isCoordinator(member) && isTheirs ? null : { kind: 'notCoordinator' }
}

async function openTicketsOf({ work }: Workplace, id: number): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = []
  for (const ticketId of await work.store.findIncidentTickets(id)) {
    const ticket = await work.ticket(ticketId)
    if (ticket !== null && isOpen(ticket)) tickets.push(ticket)
  }
  return tickets
}

/** News: a person has spoken, and the ticket stays open. */
async function tellOne(place: Workplace, member: StaffMember, open: Ticket, text: string): Promise<void> {
  const { work, notices, region, timeZone } = place
  const ticket = respond(open, work.now)
  if (ticket !== open) work.changeTicket(ticket)
  logFact(place, ticket, { kind: 'staff', id: member.id }, null, { type: 'incidentTold', facts: {} })
  keepWords(place, member, ticket, text)
  const signature = viewTicket(ticket, region, timeZone).ownerTitle ?? 'Координатор'
  tellCitizen(work, ticket, notices.incidentNews(ticket.id, text, signature))
  for (const follower of await work.store.findFollowers(ticket.id))
    tellCitizen(work, follower, notices.incidentNews(ticket.id, text, signature))
}

function keepWords({ work }: Workplace, member: StaffMember, ticket: Ticket, text: string): void {
  work.addMessage({
    ticketId: ticket.id,
    author: { kind: 'staff', id: member.id },
    text,
    attachments: [],
    cmid: null,
    vkAt: work.now,
  })
}
