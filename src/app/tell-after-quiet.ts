/** Quiet hours are over: what still waits for this person comes in one message, the rest as it would have come. */
import { mayWorkOnTicket } from '../domain/access.ts'
import { type TicketId, staffId } from '../domain/ids.ts'
import { endOfQuiet, isQuietAt } from '../domain/quiet-hours.ts'
import { type StaffMember, withPostsOfAbsent } from '../domain/staff.ts'
import { type Ticket, isOpen } from '../domain/ticket.ts'
import type { Fired } from './fired.ts'
import { tellStaff } from './notify.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import type { HeldNotice, WaitedFor } from './quiet-ports.ts'
import { viewTicket } from './ticket-view.ts'

const toldMax = 500

export async function tellAfterQuiet(fired: Fired): Promise<void> {
  const { work, region, firing, timer } = fired
  const id = staffId(Number(timer.subject))
  const member = region.roster.find((one) => one.id === id)
  const hours = member?.quietHours ?? null
  // Changed meanwhile, or nothing may be told before the new end. Whoever ended them is still quiet in a roster of before.
  if (timer.facts['isOver'] !== true && hours !== null && isQuietAt(hours, work.now)) {
    work.setTimer({ ...timer, dueAt: endOfQuiet(hours, work.now) })
    return
  }
  const held = await work.store.findHeldNotices(id, toldMax)
  const last = held.at(-1)
  if (last === undefined) return
  work.record({ type: 'heldTold', staffId: id, lastId: last.id })
  // Dismissed meanwhile.
  if (member === undefined) return
  const acting = withPostsOfAbsent(member, region.roster, work.now)
  const waited = await waitedFor(fired, acting, held)
  const { withButtons, words } = aboutNoTicket(held)
  for (const notice of withButtons) tellStaff(work, [member], notice, 'atOnce')
  if (words.length > 0) tellStaff(work, [member], firing.notices.wordsAfterQuiet(words), 'atOnce')
  if (waited.length > 0) tellStaff(work, [member], firing.notices.afterQuiet(waited, work.now), 'atOnce')
}

/** Each said once, as it was said last; what has buttons keeps them, the rest makes one message. */
function aboutNoTicket(held: readonly HeldNotice[]): {
  readonly withButtons: readonly OutgoingMessage[]
  readonly words: readonly string[]
} {
  const notices = new Map<string, OutgoingMessage>()
  for (const { ticketId, notice } of held) {
    if (ticketId !== null) continue
    notices.delete(notice.text)
    notices.set(notice.text, notice)
  }
  const said = [...notices.values()]
  return {
    withButtons: said.filter(({ keyboard, attachments }) => keyboard !== undefined || hasFiles(attachments)),
    words: said
      .filter(({ keyboard, attachments }) => keyboard === undefined && !hasFiles(attachments))
      .map(({ text }) => text),
  }
}

const hasFiles = (attachments: OutgoingMessage['attachments']): boolean => (attachments?.length ?? 0) > 0

/** Tickets that still wait for this person, the soonest deadline first. */
async function waitedFor(
  { work, region, firing }: Fired,
  member: StaffMember,
  held: readonly HeldNotice[],
): Promise<readonly WaitedFor[]> {
  const newest = new Map<TicketId, HeldNotice>()
  for (const one of held) {
    // That it is new says more than that words were added to it.
    const isKnown = one.ticketId !== null && newest.get(one.ticketId)?.notice.isCard === true
    if (one.ticketId !== null && (!isKnown || one.notice.isCard === true)) newest.set(one.ticketId, one)
  }
  const waited: WaitedFor[] = []
  for (const [id, { notice }] of newest) {
    const ticket = await work.ticket(id)
    if (ticket === null || !isOpen(ticket) || !mayWorkOnTicket(member, ticket)) continue
    waited.push({ view: viewTicket(ticket, region, firing.timeZone), news: headlineOf(notice.text) })
  }
  return waited.toSorted((left, right) => dueMs(left.view.ticket) - dueMs(right.view.ticket))
}

const dueMs = (ticket: Ticket): number =>
  (ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt).epochMilliseconds

/** The first words say what it is: «Новое обращение № 1001». */
const headlineOf = (text: string): string => text.split(/[:.](?:\s|$)|\n/u)[0]?.slice(0, headlineMax) ?? ''
const headlineMax = 120
