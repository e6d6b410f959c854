/**
 * The cards of a ticket say what became of it, so that nobody answers an old one: those who answer see its state, those
 * who got a new card are sent to it, and whoever had it before reads where it is now.
 */
import { type PeerId, peerId } from '../domain/ids.ts'
import { keyboardJson } from '../domain/keyboard.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import { type StaffRoster, answerers } from '../domain/staff.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { responsiblePeople } from './notify.ts'
import { viewTicketInFull } from './ticket-view.ts'

export async function changeCards(
  { work, region, notices, timeZone }: Pick<Workplace, 'work' | 'region' | 'notices' | 'timeZone'>,
  ticket: Ticket,
  /** Those who got a new card with this change. */
  newCardFor: StaffRoster = [],
): Promise<void> {
  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const { roster } = region
  const own = ticket.institutionId === null ? [] : answerers(roster, ticket.institutionId)
  const place = { kind: 'elsewhere', ownerTitle: view.ownerTitle ?? 'координатор' } as const
  work.record({
    type: 'cardsChanged',
    ticketId: ticket.id,
    body: editOf(notices.changedCard(view, { kind: 'here' }, work.now)),
    ownPeerIds: peersOf([...responsiblePeople(roster, ticket, work.now), ...own]),
    replacedBody: editOf(notices.changedCard(view, { kind: 'replaced' }, work.now)),
    replacedPeerIds: peersOf(newCardFor),
    elsewhereBody: editOf(notices.changedCard(view, place, work.now)),
  })
}

const peersOf = (people: StaffRoster): readonly PeerId[] => people.map(({ vkUserId }) => peerId(vkUserId))

/** Parameters of messages.edit. */
const editOf = ({ text, keyboard }: OutgoingMessage): { readonly [parameter: string]: string } => ({
  message: text,
  ...(keyboard === undefined ? {} : { keyboard: keyboardJson(keyboard) }),
  dont_parse_links: '1',
  disable_mentions: '1',
})
