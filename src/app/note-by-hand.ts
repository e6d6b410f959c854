/**
 * A person of the community writes to a citizen in VK's own interface. Words are then spoken by a human: they count
 * as the response, and the bot does not talk in between.
 */
import { readCommand } from '../../scenes/commands.ts'
import { readInviteCode } from '../domain/invite-code.ts'
import { type IncomingMessage, partsOf } from '../domain/message.ts'
import { type StaffRoster, staffInDialogue } from '../domain/staff.ts'
import { type Ticket, type TicketMessage, respond } from '../domain/ticket.ts'
import { type Instant, Temporal, addSeconds, isBefore } from '../domain/time.ts'
import { addMessages } from './add-messages.ts'
import type { Workplace } from './desk.ts'
import { tellStaff, ticketReaders } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

/** Since the person's last words. Longer than it takes to type an answer, shorter than a lunch break. */
const silenceSeconds = 1_800

/** The ticket stays open: only its owner knows whether it is resolved. */
export async function noteByHand(place: Workplace, words: IncomingMessage): Promise<void> {
  const { work, region, notices, timeZone } = place
  const at = earlier(words.vkAt, work.now)
  keepSilent(place, words, at)
  const found = await ticketMeant(place, words)
  if (found === null) return
  const ticket = respond(found, at)
  if (ticket !== found) work.changeTicket(ticket)
  const author = authorOf(region.roster, words)
  const { text, attachments, cmid } = words
  logFact(place, ticket, author, at, { type: 'operatorReplied', facts: { cmid } })
  work.addMessage({ ticketId: ticket.id, author, text, attachments, cmid, vkAt: at })
  const others = ticketReaders(place, ticket).filter((member) => member.vkUserId !== words.userId)
  tellStaff(work, others, notices.repliedByHand(viewTicket(ticket, region, timeZone), text))
}

/**
 * True when the words are for the person who is writing by hand: they go to the open ticket, and the bot says nothing.
 * A button, a command, a code or words of danger are for the bot whoever else is there.
 */
export async function leaveToOperator(place: Workplace, message: IncomingMessage): Promise<boolean> {
  const { work, region, dialogue, understand } = place
  if (
    !isLeftToOperator(place) ||
    wasSaidBefore(place, message) ||
    staffInDialogue(region.roster, dialogue.userId, dialogue.groupId) !== null
  )
    return false
  const isForBot =
    message.payload !== null || readCommand(message) !== null || readInviteCode(message.text) !== null
  const parts = partsOf(message)
  if (isForBot || parts.some(({ text }) => understand(text).danger !== null)) return false
  const ticket = work.openTickets(dialogue.key, dialogue).at(-1)
  if (ticket !== undefined) {
    const words = parts.map(({ text, attachments, cmid, vkAt }) => ({ text, attachments, cmid, vkAt }))
    await addMessages(place, ticket.id, words)
  }
  return true
}

/** The quoted message says which; without one it is the newest, as whoever writes by hand sees the end of the dialogue. */
async function ticketMeant({ work, dialogue }: Workplace, words: IncomingMessage): Promise<Ticket | null> {
  const tickets = work
    .openTickets(dialogue.key, dialogue)
    .filter((ticket) => !isBefore(words.vkAt, ticket.openedAt))
  for (const ticket of words.replyTo === null || tickets.length < 2 ? [] : tickets) {
    const messages = await work.messagesOf(ticket.id)
    if (messages.some(({ cmid }) => cmid === words.replyTo?.cmid)) return ticket
  }
  return tickets.at(-1) ?? null
}

function authorOf(roster: StaffRoster, { userId }: IncomingMessage): TicketMessage['author'] {
  const member = roster.find((candidate) => candidate.vkUserId === userId)
  return member === undefined ? { kind: 'operator', id: userId } : { kind: 'staff', id: member.id }
}

function keepSilent(place: Workplace, { cmid }: IncomingMessage, at: Instant): void {
  const { work, dialogue } = place
  const until = addSeconds(at, silenceSeconds)
  // Read late, from the history: the person has gone.
  if (!isBefore(work.now, until)) return
  const session = work.session(dialogue.key)
  const silentFrom = isLeftToOperator(place) ? (session?.['silentFrom'] ?? cmid) : cmid
  work.writeSession(dialogue.key, { ...session, silentUntil: until.toString(), silentFrom })
}

/** Came late, through a gap: whoever writes by hand may never have seen it, and no ticket would have it. */
function wasSaidBefore({ work, dialogue }: Workplace, { cmid }: IncomingMessage): boolean {
  const from = work.session(dialogue.key)?.['silentFrom']
  return typeof from === 'number' && cmid < from
}

/** Somebody of the community writes by hand at present. */
export function isLeftToOperator({ work, dialogue }: Workplace): boolean {
  const until = work.session(dialogue.key)?.['silentUntil']
  return typeof until === 'string' && isBefore(work.now, Temporal.Instant.from(until))
}

const earlier = (left: Instant, right: Instant): Instant => (isBefore(left, right) ? left : right)
