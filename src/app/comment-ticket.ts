/** Which ticket a comment led to, also when that was decided a moment ago in the same batch. */
import type { CommentPlace } from '../domain/comment.ts'
import type { CommentTicket } from './comment-ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export async function findCommentTicket(
  { store, records }: UnitOfWork,
  place: CommentPlace,
): Promise<CommentTicket | null> {
  let found = await store.findCommentTicket(place)
  for (const record of records) {
    if (record.type === 'commentHeard' && isSame(record.place, place))
      found = { ticketId: record.ticketId, isGone: false }
    if (record.type === 'commentMoved' && isSame(record.place, place) && found !== null)
      found = { ...found, isGone: record.isGone }
  }
  return found
}

const isSame = (one: CommentPlace, other: CommentPlace): boolean =>
  one.groupId === other.groupId &&
  one.kind === other.kind &&
  one.objectId === other.objectId &&
  one.commentId === other.commentId
