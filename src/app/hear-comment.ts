/**
 * A question on the community's page: it becomes a ticket like any other, and the person reads a short public receipt.
 * Nothing of what they wrote is repeated in public. Details, and a word about personal data, go to messages when the person
 * may be written to; else everybody reads where to write. A changed comment changes the ticket's words, a deleted one
 * stays a question.
 */
import {
  type Comment,
  type CommentEvent,
  type CommentPlace,
  commentLink,
  isAnswerable,
  reportsProblem,
} from '../domain/comment.ts'
import { findPersonalData } from '../domain/personal-data.ts'
import type { Ticket } from '../domain/ticket.ts'
import { addMessages } from './add-messages.ts'
import { findCommentTicket } from './comment-ticket.ts'
import type { Workplace } from './desk.ts'
import { tellCitizen, tellStaff, ticketReaders } from './notify.ts'
import { logFact, openTicket, sendable } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function hearComment(place: Workplace, event: CommentEvent): Promise<void> {
  if (event.change === 'delete') return noteGone(place, event.place)
  const known = await findCommentTicket(place.work, event.comment)
  if (known === null) return hearNew(place, event.comment)
  const ticket = await place.work.ticket(known.ticketId)
  if (ticket === null) return
  if (event.change === 'restore')
    place.work.record({ type: 'commentMoved', place: event.comment, isGone: false })
  await hearChanged(place, ticket, event.comment)
}

async function hearNew(place: Workplace, comment: Comment): Promise<void> {
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
  const { groupId, kind, objectId, commentId } = comment
  work.record({ type: 'commentHeard', place: { groupId, kind, objectId, commentId }, ticketId: ticket.id })
  await answer(place, comment, ticket, isNew)
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

/** The old words stay, the new ones join them; VK also reports a preview that it added to a link. */
async function hearChanged(place: Workplace, ticket: Ticket, comment: Comment): Promise<void> {
  const { work, region, notices, dialogue, timeZone } = place
  const { text, attachments, vkAt } = wordsOf(comment)
  const last = (await work.messagesOf(ticket.id)).findLast((message) => message.author.kind === 'citizen')
  if (last?.text === text) return
  const author = { kind: 'citizen', id: dialogue.userId } as const
  work.addMessage({ ticketId: ticket.id, author, text, attachments, cmid: null, vkAt })
  logFact(place, ticket, author, null, { type: 'messageEdited', facts: { cmid: null } })
  const view = viewTicket(ticket, region, timeZone)
  tellStaff(work, ticketReaders(place, ticket), notices.wordsChanged(view, text, sendable([comment])))
}

/** VK says who deleted it, and not why: the question may be as pressing as before. */
async function noteGone(place: Workplace, gone: CommentPlace): Promise<void> {
  const { work, region, notices, timeZone } = place
  const known = await findCommentTicket(work, gone)
  const ticket = known === null || known.isGone ? null : await work.ticket(known.ticketId)
  if (ticket === null) return
  work.record({ type: 'commentMoved', place: gone, isGone: true })
  const view = viewTicket(ticket, region, timeZone)
  tellStaff(work, ticketReaders(place, ticket), notices.commentGone(view))
}

async function answer(place: Workplace, comment: Comment, ticket: Ticket, isNew: boolean): Promise<void> {
  const { work, region, notices, timeZone } = place
  const { danger } = place.understand(comment.text)
  const isInMessages = await work.store.mayWriteTo(comment.groupId, comment.userId)
  const view = viewTicket(ticket, region, timeZone)
  const about = { isNew, danger, isInMessages, hasPersonalData: findPersonalData(comment.text).length > 0 }
  if (isInMessages) tellCitizen(work, ticket, notices.commentReceipt(view, about, work.now))
  if (!isAnswerable(comment)) return
  work.send(publicWords(comment, ticket, notices.publicReceipt(view, about)))
}

/** A comment in the name of the community, under a comment. */
export const publicWords = (under: CommentPlace, { peerId }: Ticket, message: string) => ({
  groupId: under.groupId,
  peerId,
  kind: 'comment' as const,
  ticketId: null,
  body: {
    owner_id: `-${under.groupId}`,
    post_id: String(under.objectId),
    from_group: String(under.groupId),
    reply_to_comment: String(under.commentId),
    message,
  },
})
