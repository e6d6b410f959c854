/** The cards of a ticket say what became of it, so that nobody answers an old one. */
import type { PeerId } from '../domain/ids.ts'
import { keyboardJson } from '../domain/keyboard.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { viewTicketInFull } from './ticket-view.ts'

export async function changeCards(
  { work, region, notices, timeZone }: Pick<Workplace, 'work' | 'region' | 'notices' | 'timeZone'>,
  ticket: Ticket,
  /** Who got a new card instead, when the ticket went to somebody else. */
  forwarded: { readonly exceptPeerIds: readonly PeerId[] } | null = null,
): Promise<void> {
  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const forwardedTo = forwarded === null ? null : (view.ownerTitle ?? 'координатор')
  const { text, keyboard } = notices.changedCard(view, forwardedTo, work.now)
  work.record({
    type: 'cardsChanged',
    ticketId: ticket.id,
    body: {
      message: text,
      ...(keyboard === undefined ? {} : { keyboard: keyboardJson(keyboard) }),
      dont_parse_links: '1',
      disable_mentions: '1',
    },
    exceptPeerIds: forwarded?.exceptPeerIds ?? [],
  })
}
