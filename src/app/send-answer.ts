/** The seconds in which an answer could be called back are over. */
import { peerId } from '../domain/ids.ts'
import { withPostsOfAbsent } from '../domain/staff.ts'
import { readAnswerFacts } from './answer-facts.ts'
import { deliverAnswer } from './deliver-answer.ts'
import { type Fired, placeOf } from './fired.ts'
import { tellStaff } from './notify.ts'

export async function sendAnswer(fired: Fired): Promise<void> {
  const { region, work, firing, timer } = fired
  const pending = readAnswerFacts(timer.facts)
  const member = region.roster.find(({ id }) => id === pending?.memberId)
  // Dismissed within these seconds, or written by another version: nobody stands behind the words any more.
  if (pending === null || member === undefined || member.contactGroupId === null) return
  const { contactGroupId: groupId, vkUserId: userId } = member
  const place = placeOf(fired, { groupId, peerId: peerId(userId), userId })
  const delivered = await deliverAnswer(
    place,
    withPostsOfAbsent(member, region.roster, work.now),
    pending.given,
  )
  const words = delivered.ok
    ? firing.notices.answerSent(delivered.value)
    : firing.notices.answerRefused(pending.given.ticketId, delivered.refusal)
  tellStaff(work, [member], words, 'atOnce')
}
