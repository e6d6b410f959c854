/** «Помогло?» after an answer, «Сделали?» after a promised day: asked once, by day, and never into a conversation. */
import { ticketId } from '../domain/ids.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import { type Ticket, isOpen } from '../domain/ticket.ts'
import { addSeconds } from '../domain/time.ts'
import { type Fired, placeOf } from './fired.ts'
import { tellCitizen } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { conversationKey } from './ports.ts'
import { viewTicket } from './ticket-view.ts'

const laterSeconds = 1_800

export async function askAboutAnswer(fired: Fired): Promise<void> {
  const ticket = await fired.work.ticket(ticketId(Number(fired.timer.subject)))
  if (ticket === null || ticket.status !== 'answered' || ticket.result === null) return
  const { region, firing } = fired
  const isAsked = await ask(
    fired,
    ticket,
    firing.notices.askAboutAnswer(viewTicket(ticket, region, firing.timeZone), region.directory.wording),
  )
  if (isAsked && ticket.result !== 'refused')
    logFact(placeOfCitizen(fired, ticket), ticket, { kind: 'bot' }, null, { type: 'ratingAsked', facts: {} })
}

export async function askAboutPromise(fired: Fired): Promise<void> {
  const { work, region, firing, timer } = fired
  const ticket = await work.ticket(ticketId(Number(timer.subject)))
  if (ticket === null || !isOpen(ticket) || ticket.promisedUntil === null) return
  const view = viewTicket(ticket, region, firing.timeZone)
  await ask(fired, ticket, firing.notices.askAboutPromise(view, work.now))
}

const placeOfCitizen = (fired: Fired, { groupId, peerId, citizenId }: Ticket): ReturnType<typeof placeOf> =>
  placeOf(fired, { groupId, peerId, userId: citizenId })

/** False when the person is in the middle of something: the question waits for half an hour. */
async function ask({ work, timer }: Fired, ticket: Ticket, words: OutgoingMessage): Promise<boolean> {
  const { groupId, peerId, citizenId: userId } = ticket
  const key = conversationKey({ groupId, peerId, userId })
  const read = await work.store.readDialogue({ groupId, peerId, userId })
  const session = read.states.get(key)?.session ?? null
  const scene = session?.['__scene']
  if (typeof scene === 'object' && scene !== null && 'current' in scene) {
    work.setTimer({ ...timer, dueAt: addSeconds(work.now, laterSeconds) })
    return false
  }
  // Nothing is written into the session: the person may be writing at this very moment.
  tellCitizen(work, ticket, words)
  return true
}
