import { describe, expect, it } from 'vitest'
import type { InboxEvent } from '../app/ports.ts'
import { groupId, peerId, vkUserId } from '../domain/ids.ts'
import { fromEpochSeconds } from '../domain/time.ts'
import { readComment } from './read-comment.ts'

const event = (type: string, body: InboxEvent['body']): InboxEvent => ({
  id: 1,
  groupId: groupId(1001),
  peerId: peerId(501),
  userId: vkUserId(501),
  type,
  body,
  vkAt: fromEpochSeconds(1_790_000_000),
  attempts: 0,
  waitsUntil: null,
})

describe('readComment', () => {
  it.each([
    ['wall_reply_new', 'post_id', 'wall', 'new'],
    ['wall_reply_edit', 'post_id', 'wall', 'edit'],
    ['wall_reply_restore', 'post_id', 'wall', 'restore'],
    ['photo_comment_new', 'photo_id', 'photo', 'new'],
    ['video_comment_edit', 'video_id', 'video', 'edit'],
    ['market_comment_restore', 'item_id', 'market', 'restore'],
    ['board_post_new', 'topic_id', 'board', 'new'],
  ])('reads %s by the names that VK uses there', (type, objectName, kind, change) => {
    const read = readComment(event(type, { id: 12, [objectName]: 5, from_id: 501, text: 'Яма' }))

    expect(read).toMatchObject({
      change,
      comment: { groupId: 1001, kind, objectId: 5, commentId: 12, userId: 501, text: 'Яма' },
    })
  })

  it('reads who is gone: the place alone', () => {
    const read = readComment(event('wall_reply_delete', { id: 12, post_id: 5, deleter_id: 7 }))

    expect(read).toEqual({
      change: 'delete',
      place: { groupId: 1001, kind: 'wall', objectId: 5, commentId: 12 },
    })
  })

  it('leaves other events alone', () => {
    expect(readComment(event('photo_new', { id: 1 }))).toBeNull()
    expect(readComment(event('unreadable', {}))).toBeNull()
  })

  it('refuses a comment that names nothing it stands under', () => {
    expect(() => readComment(event('wall_reply_new', { id: 12, from_id: 501, text: 'Яма' }))).toThrow(
      'invalid_type',
    )
  })
})
