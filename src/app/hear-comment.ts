/**
 * A question under a post: it becomes a ticket like any other, and the person reads a short public receipt. Nothing of
 * what they wrote is repeated in public, and details are asked for in messages.
 */
import { type Comment, commentLink, reportsProblem } from '../domain/comment.ts'
import { findPersonalData } from '../domain/personal-data.ts'
import type { Ticket } from '../domain/ticket.ts'
import { addMessages } from './add-messages.ts'
import type { Workplace } from './desk.ts'
import { openTicket } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function hearComment(place: Workplace, comment: Comment): Promise<void> {
  const { region, work, dialogue } = place
  const isOfStaff = region.roster.some((member) => member.vkUserId === comment.userId)
  const isWorkplace = region.directory.communities.get(comment.groupId)?.purpose === 'staff'
  const understood = place.understand(comment.text)
  if (isOfStaff || isWorkplace || !reportsProblem(understood)) return

  const topicId = understood.topics[0]?.topicId ?? null
  const known = work.openTickets(dialogue.key, dialogue).find((ticket) => ticket.topicId === topicId)
  const { ticket, isNew } =
    known === undefined
      ? { ticket: await open(place, comment), isNew: true }
      : { ticket: await join(place, known, comment), isNew: false }
  answerInPublic(place, comment, ticket, isNew)
}

async function open(place: Workplace, comment: Comment): Promise<Ticket> {
  const { work, dialogue } = place
  const { topics, place: where, danger } = place.understand(comment.text)
  if (!work.isCitizenKnown(dialogue.key)) work.rememberCitizen(comment.userId, null)
  const view = await openTicket(place, {
    messages: [wordsOf(comment)],
    topicId: topics[0]?.topicId ?? null,
    confidence: topics[0]?.confidence ?? null,
    municipalityId: where.municipalityIds[0] ?? null,
    place: where.text,
    geo: null,
    danger,
    wantsHuman: false,
  })
  return view.ticket
}

/** The same person about the same: no second ticket. */
async function join(place: Workplace, ticket: Ticket, comment: Comment): Promise<Ticket> {
  await addMessages(place, ticket.id, [wordsOf(comment)])
  return ticket
}

/** The number of a message it is not: a comment can neither be quoted in the dialogue nor changed there. */
const wordsOf = (comment: Comment) => ({
  text: `${comment.text}\n\nКомментарий: ${commentLink(comment)}`.trim(),
  attachments: comment.attachments,
  cmid: null,
  vkAt: comment.vkAt,
})

function answerInPublic(place: Workplace, comment: Comment, ticket: Ticket, isNew: boolean): void {
  const { work, region, notices, timeZone } = place
  const { danger } = place.understand(comment.text)
  const message = notices.publicReceipt(viewTicket(ticket, region, timeZone), {
    isNew,
    danger,
    hasPersonalData: findPersonalData(comment.text).length > 0,
  })
  work.send({
    groupId: comment.groupId,
    peerId: ticket.peerId,
    kind: 'comment',
    ticketId: null,
    body: {
      owner_id: `-${comment.groupId}`,
      post_id: String(comment.postId),
      from_group: String(comment.groupId),
      reply_to_comment: String(comment.commentId),
      message,
    },
  })
}
