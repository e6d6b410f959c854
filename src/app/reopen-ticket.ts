/**
 * The citizen is not content with an answer. The first time it goes back to the owner and the coordinators know; the
 * second time a coordinator decides; after that only the official ways are left, and the citizen is told of them.
 */
import type { ReopenOutcome, TicketRefusal } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { explainRoute } from './explain-route.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import { type Ticket, reopen } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import { deadlines } from './deadlines.ts'
import type { Workplace } from './desk.ts'
import { cardReaders, tellStaff } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal } from './permitted-ticket.ts'
import { ownAnsweredTicket } from './rate-ticket.ts'
import { viewTicket, viewTicketInFull } from './ticket-view.ts'
import { setReminder } from './remind-owner.ts'

const reopensMax = 2

export async function reopenTicket(
  place: Workplace,
  id: TicketId,
  reason: string,
): Promise<Result<ReopenOutcome, TicketRefusal>> {
  const { work, region, timeZone } = place
  const found = await ownAnsweredTicket(place, id)
  if (!found.ok) return found
  if (found.value.reopens >= reopensMax)
    return success({ ...viewTicket(found.value, region, timeZone), to: 'officialWays' })
  const to = found.value.reopens === 0 ? 'owner' : 'coordinator'
  const reopened = reopen(found.value, work.now, routeAgain(place, found.value, to))
  if (!reopened.ok) return refuse(explainRefusal(place, reopened.refusal))
  work.changeTicket(reopened.value)
  setReminder(place, reopened.value)
  work.setTimer({ kind: 'rating', subject: String(id), dueAt: null, facts: {} })
  writeDown(place, reopened.value, reason)
  await tellWhoAnswers(place, reopened.value, reason)
  return success({ ...viewTicket(reopened.value, region, timeZone), to })
}

/** Who was not content has waited once already: the answer is due as soon as a first reply would be. */
function routeAgain(
  { work, region, timeZone }: Workplace,
  ticket: Ticket,
  to: 'owner' | 'coordinator',
): Parameters<typeof reopen>[2] {
  const institutionId = to === 'owner' ? ticket.institutionId : null
  const { topicId, priority } = ticket
  const { firstReplyDueAt } = deadlines(
    { topicId, priority, institutionId, from: work.now },
    region.directory,
    timeZone,
  )
  return { institutionId, routedAt: work.now, firstReplyDueAt, finalAnswerDueAt: firstReplyDueAt }
}

function writeDown(place: Workplace, ticket: Ticket, reason: string): void {
  const { work, dialogue } = place
  const citizen = { kind: 'citizen', id: dialogue.userId } as const
  logFact(place, ticket, citizen, null, { type: 'ticketReopened', facts: {} })
  logFact(place, ticket, { kind: 'bot' }, null, {
    type: 'ticketRouted',
    facts: {
      institutionId: ticket.institutionId,
      reason: { kind: 'reopened' },
      explanation: explainRoute(ticket, { kind: 'reopened' }, place.region.directory),
      firstReplyDueAt: ticket.firstReplyDueAt.toString(),
      finalAnswerDueAt: ticket.finalAnswerDueAt.toString(),
    },
  })
  work.addMessage({
    ticketId: ticket.id,
    author: citizen,
    text: reason,
    attachments: [],
    cmid: null,
    vkAt: work.now,
  })
}

async function tellWhoAnswers(place: Workplace, ticket: Ticket, reason: string): Promise<void> {
  const { work, region, notices, timeZone } = place
  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const readers = cardReaders(place, ticket)
  const card = { occasion: 'reopened', note: reason, attachments: [] } as const
  tellStaff(work, readers, notices.ticketCard(view, card, work.now))
  await changeCards(place, ticket, readers)
  const coordinators = coordinatorsFor(region.roster, ticket.municipalityId)
  const others = coordinators.filter((member) => !readers.includes(member))
  tellStaff(work, others, notices.reopenedForCoordinator(view, reason))
}
