/** Which ticket a comment became, and what was said under it. */
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import type { DeskRecord } from '../app/desk-records.ts'
import type { CommentQueries } from '../app/comment-ports.ts'
import { type CommentPlace, commentKinds } from '../domain/comment.ts'
import { groupId, ticketId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from './ticket-rows.ts'

const isThere = 'group_id = $1 and kind = $2 and object_id = $3 and comment_id = $4'
const keyOf = ({ groupId: group, kind, objectId, commentId }: CommentPlace): unknown[] => [
  group,
  kind,
  objectId,
  commentId,
]

const commentRow = z.object({
  group_id: z.coerce.number().transform(groupId),
  kind: z.enum(commentKinds),
  object_id: z.coerce.number(),
  comment_id: z.coerce.number(),
  answered: z.boolean(),
})

export function createCommentQueries(pool: Pool): CommentQueries {
  return {
    async findCommentTicket(place) {
      const { rows } = await pool.query<{ ticket_id: string; gone: boolean }>(
        `select ticket_id, deleted_at is not null as gone from ticket_comments where ${isThere}`,
        keyOf(place),
      )
      const [found] = rows
      return found === undefined ? null : { ticketId: ticketId(Number(found.ticket_id)), isGone: found.gone }
    },
    async findComment(id) {
      const { rows } = await pool.query(
        `select group_id, kind, object_id, comment_id, answered_at is not null as answered from ticket_comments
         where ticket_id = $1 and deleted_at is null order by heard_at desc, comment_id desc limit 1`,
        [id],
      )
      if (rows[0] === undefined) return null
      const { group_id, object_id, comment_id, kind, answered } = commentRow.parse(rows[0])
      return { groupId: group_id, kind, objectId: object_id, commentId: comment_id, isAnswered: answered }
    },
    async mayWriteTo(group, user) {
      const { rows } = await pool.query<{ may: boolean }>(
        `select exists (select 1 from inbox i where i.group_id = $1 and i.peer_id = $2 and i.type = 'message_new'
             and i.cmid is not null)
           and not exists (select 1 from citizens c where c.vk_user_id = $2 and c.denied_at is not null) as may`,
        [group, user],
      )
      return rows[0]?.may ?? false
    },
  }
}

type CommentRecord = Extract<DeskRecord, { readonly type: `comment${string}` }>

export function writeComment(
  client: PoolClient,
  record: CommentRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  const key = keyOf(record.place)
  switch (record.type) {
    case 'commentHeard':
      return client.query(
        `insert into ticket_comments (group_id, kind, object_id, comment_id, ticket_id, heard_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [...key, record.ticketId, iso(now)],
      )
    case 'commentMoved':
      return client.query(`update ticket_comments set deleted_at = $5 where ${isThere}`, [
        ...key,
        record.isGone ? iso(now) : null,
      ])
    case 'commentAnswered':
      return client.query(
        `update ticket_comments set answered_at = $5 where ${isThere} and answered_at is null`,
        [...key, iso(now)],
      )
  }
}
