/** A citizen edits a message: the old words stay, the new ones join them, and who answers is told. */
import type { IncomingMessage } from '../domain/message.ts'
import { maskPersonalData } from '../domain/personal-data.ts'
import { safetyAdvice } from '../domain/safety.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import type { Ticket, TicketMessage } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { tellCitizen, tellStaff, ticketReaders } from './notify.ts'
import { logFact, sendable } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function noteEdit(place: Workplace, edited: IncomingMessage): Promise<void> {
  const { work, region, notices, dialogue, timeZone } = place
  const { text, attachments, cmid } = edited
  const author = { kind: 'citizen', id: dialogue.userId } as const
  for (const ticket of work.openTickets(dialogue.key, dialogue)) {
    const known = (await work.messagesOf(ticket.id)).findLast((message) => isOf(message, cmid))
    // VK also reports a preview that it added to a link as an edit.
    if (known === undefined || isSame(known, edited)) continue
    logFact(place, ticket, author, null, { type: 'messageEdited', facts: { cmid } })
    work.addMessage({ ticketId: ticket.id, author, text, attachments, cmid, vkAt: work.now })
    const view = viewTicket(ticket, region, timeZone)
    tellStaff(work, ticketReaders(place, ticket), notices.wordsChanged(view, text, sendable([edited])))
    const { danger } = place.understand(text)
    if (danger !== null && place.understand(known.text).danger === null) warn(place, ticket, danger)
  }
}

/** The change brought words of danger: the advice comes even though edits get no reply. */
function warn(place: Workplace, ticket: Ticket, danger: string): void {
  const { work, region, notices, timeZone } = place
  const advice = safetyAdvice(danger)
  if (advice !== null) tellCitizen(work, ticket, { text: advice })
  const inDanger = { ...ticket, danger, priority: 'urgent' } as const
  work.changeTicket(inDanger)
  const view = viewTicket(inDanger, region, timeZone)
  const words = notices.dangerForCoordinator(view, maskPersonalData(ticket.summary))
  tellStaff(work, coordinatorsFor(region.roster, ticket.municipalityId), words)
}

const isOf = (message: TicketMessage, cmid: number): boolean =>
  message.author.kind === 'citizen' && message.cmid === cmid

const isSame = (known: TicketMessage, edited: IncomingMessage): boolean =>
  known.text === edited.text && known.attachments.length === edited.attachments.length
