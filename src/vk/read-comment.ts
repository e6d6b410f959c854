/** Reads stored events about comments into what the rules know. VK names the same things otherwise in each place. */
import { z } from 'zod'
import type { InboxEvent } from '../app/ports.ts'
import type { CommentEvent, CommentKind } from '../domain/comment.ts'
import { vkUserId } from '../domain/ids.ts'
import { readAttachment } from './read-message.ts'

interface Form {
  readonly kind: CommentKind
  /** What the number of the commented thing is called. */
  readonly object: string
}

/** @see https://dev.vk.com/ru/api/community-events/json-schema (comments), 2025 */
const forms: Readonly<Record<string, Form>> = {
  wall_reply: { kind: 'wall', object: 'post_id' },
  photo_comment: { kind: 'photo', object: 'photo_id' },
  video_comment: { kind: 'video', object: 'video_id' },
  market_comment: { kind: 'market', object: 'item_id' },
  board_post: { kind: 'board', object: 'topic_id' },
}
const typePattern = /^(.+)_(new|edit|restore|delete)$/u

const number = z.number().int().positive()
const words = z.looseObject({
  from_id: number,
  text: z.string().catch(''),
  attachments: z.array(z.record(z.string(), z.unknown())).catch([]),
})

/** Null when it is no event about a comment. Throws when it has another form than VK says. */
export function readComment({ type, groupId, body, vkAt }: InboxEvent): CommentEvent | null {
  const [, name = '', change = ''] = typePattern.exec(type) ?? []
  const form = forms[name]
  if (form === undefined) return null
  const place = {
    groupId,
    kind: form.kind,
    objectId: number.parse(body[form.object]),
    commentId: number.parse(body['id']),
  }
  if (change === 'delete') return { change, place }
  const { from_id, text, attachments } = words.parse(body)
  return {
    change: change === 'edit' || change === 'restore' ? change : 'new',
    comment: {
      ...place,
      userId: vkUserId(from_id),
      text,
      attachments: attachments.map(readAttachment).filter((attachment) => attachment !== null),
      vkAt,
    },
  }
}
