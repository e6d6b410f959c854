/** The answer to a comment, shown where the question was asked. */
import { isAnswerable } from '../domain/comment.ts'
import type { PublishRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { maskPersonalData } from '../domain/personal-data.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { publicWords } from './hear-comment.ts'
import { tellStaff } from './notify.ts'
import { permittedTicket } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

/** After an answer: whoever gave it may put it under the comment, too, or by hand where VK lets no community answer. */
export async function offerPublicAnswer(
  { work, notices }: Workplace,
  member: StaffMember,
  ticket: Ticket,
  answer: string,
): Promise<void> {
  const comment = await work.store.findComment(ticket.id)
  if (comment === null || comment.isAnswered) return
  const offer = isAnswerable(comment)
    ? [notices.offerPublicAnswer(ticket.id)]
    : notices.publicAnswerByHand(ticket.id, comment, maskPersonalData(answer))
  for (const words of offer) tellStaff(work, [member], words, 'atOnce')
}

/** Once; what would name or reach a person is masked. */
export async function publishAnswer(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<TicketView, PublishRefusal>> {
  const { work, region, notices, timeZone } = place
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const comment = await work.store.findComment(id)
  if (comment === null || !isAnswerable(comment)) return refuse({ kind: 'commentGone' })
  if (comment.isAnswered) return refuse({ kind: 'alreadyPublished' })
  const answer = (await work.messagesOf(id)).findLast(
    ({ author, cmid }) => author.kind === 'staff' && cmid === null,
  )
  if (answer === undefined) return refuse({ kind: 'notAnswered' })
  const view = viewTicket(found.value, region, timeZone)
  work.send(publicWords(comment, found.value, notices.publicAnswer(view, maskPersonalData(answer.text))))
  const { groupId, kind, objectId, commentId } = comment
  work.record({ type: 'commentAnswered', place: { groupId, kind, objectId, commentId } })
  return success(view)
}
