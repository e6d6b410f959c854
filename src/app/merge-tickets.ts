/**
 * Asked twice by the same person: the older ticket answers for both. Its deadline counts, its number is named to the
 * citizen once, and the words of the newer one are there to be read.
 */
import type { TicketRefusal } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import { type Actor, type Ticket, merge } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import { resumeClock, setPauseEnd } from './clarify-ticket.ts'
import type { Workplace } from './desk.ts'
import { tellCitizen, tellStaff, ticketReaders } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { setReminder } from './remind-owner.ts'
import { viewTicket } from './ticket-view.ts'

/** Whichever of the two is named first. */
export async function mergeTickets(
  place: Workplace,
  member: StaffMember,
  ids: readonly [TicketId, TicketId],
): Promise<Result<null, TicketRefusal>> {
  const [one, other] = [
    await permittedTicket(place, member, ids[0]),
    await permittedTicket(place, member, ids[1]),
  ]
  if (!one.ok) return one
  // Somebody else's number says no more than one that nobody has.
  if (!other.ok) return refuse({ kind: 'notSamePerson' })
  const [older, newer] = inOrder(one.value, other.value)
  const merged = merge(newer, older)
  if (!merged.ok) return refuse(explainRefusal(place, merged.refusal))
  const followers = await place.work.store.findFollowers(newer.id)
  if (followers.length > 0) return refuse({ kind: 'hasFollowers', followers: followers.length })
  await close(place, merged.value, older, { kind: 'staff', id: member.id })
  await takeIn(place, older, newer, { kind: 'staff', id: member.id })
  return success(null)
}

const inOrder = (one: Ticket, other: Ticket): readonly [Ticket, Ticket] =>
  one.openedAt.epochMilliseconds - other.openedAt.epochMilliseconds < 0 ||
  (one.openedAt.epochMilliseconds === other.openedAt.epochMilliseconds && one.id < other.id)
    ? [one, other]
    : [other, one]

async function close(place: Workplace, merged: Ticket, older: Ticket, by: Actor): Promise<void> {
  const { work } = place
  work.changeTicket(merged)
  setReminder(place, merged)
  setPauseEnd(place, merged)
  logFact(place, merged, by, null, { type: 'ticketMerged', facts: { into: older.id } })
  await changeCards(place, merged)
}

async function takeIn(place: Workplace, older: Ticket, newer: Ticket, by: Actor): Promise<void> {
  const { work, region, notices, timeZone } = place
  const words = (await work.messagesOf(newer.id)).filter(({ author }) => author.kind === 'citizen')
  for (const message of words) work.addMessage({ ...message, ticketId: older.id })
  // A new version: who has the older one open sees that there is more to answer.
  work.changeTicket(older)
  logFact(place, older, by, newer.openedAt, { type: 'ticketAbsorbed', facts: { from: newer.id } })
  const isAnswerToUs =
    older.pausedAt !== null && older.pausedAt.epochMilliseconds < newer.openedAt.epochMilliseconds
  const now = isAnswerToUs ? resumeClock(place, older, { kind: 'citizen', id: older.citizenId }) : older
  await changeCards(place, now)
  const view = viewTicket(now, region, timeZone)
  const said = words.map(({ text }) => text).filter((text) => text !== '')
  tellStaff(work, ticketReaders(place, now), notices.wordsAdded(view, said.join('\n'), []))
  tellCitizen(work, newer, notices.ticketsMerged(newer.id, view, work.now))
}
