/** Events about comments: under posts, photos, videos, goods and in discussions; new, changed, gone and back again. */
import { z } from 'zod'
import type { InboxDraft } from '../app/transport-ports.ts'
import { vkUserId } from '../domain/ids.ts'
import { fromEpochSeconds, type Instant } from '../domain/time.ts'

const writtenSchema = z.object({
  from_id: z.number().int().safe(),
  date: z.number().int().nonnegative().max(32_503_680_000).optional(),
})
const goneSchema = z.object({ deleter_id: z.number().int().safe().optional() })

type Place = Pick<InboxDraft, 'peerId' | 'userId' | 'cmid' | 'vkAt'>
type Reader = (object: Readonly<Record<string, unknown>>, now: Instant) => Place | null

/** Belongs to the dialogue of the person, with whose messages it is kept in order. */
const written: Reader = (object, now) => {
  const { from_id: author, date } = writtenSchema.parse(object)
  // Communities, ours among them, comment under a negative number.
  if (author <= 0) return null
  const vkAt = date === undefined ? now : fromEpochSeconds(date)
  return { peerId: author, userId: vkUserId(author), cmid: null, vkAt }
}

/** VK says who deleted a comment, and not whose it was. */
const gone: Reader = (object, now) => {
  const { deleter_id: deleter = 0 } = goneSchema.parse(object)
  if (deleter <= 0) return null
  return { peerId: deleter, userId: vkUserId(deleter), cmid: null, vkAt: now }
}

const places = ['wall_reply', 'photo_comment', 'video_comment', 'market_comment', 'board_post'] as const
const readerByChange = { new: written, edit: written, restore: written, delete: gone } as const

export const commentReaders: Readonly<Record<string, Reader>> = Object.fromEntries(
  places.flatMap((place) =>
    Object.entries(readerByChange).map(([change, reader]) => [`${place}_${change}`, reader]),
  ),
)
