import type { Pool } from 'pg'
import { z } from 'zod'
import type { ConsoleSession, SessionStore } from '../app/console/ports.ts'
import { staffId } from '../domain/ids.ts'
import { iso, moment } from './ticket-rows.ts'

const sessionRow = z.object({
  id: z.number(),
  staff_id: z.number().transform(staffId),
  csrf_token: z.string(),
  channel: z.enum(['code', 'vk', 'vkId']),
  created_at: moment,
  rotated_at: moment,
  seen_at: moment,
  is_ended: z.boolean(),
  is_previous: z.boolean(),
  version: z.number(),
})

const readColumns = (isPrevious: string): string => `
select json_build_object(
  'id', s.id, 'staff_id', s.staff_id, 'csrf_token', s.csrf_token, 'channel', s.channel, 'created_at', s.created_at,
  'rotated_at', s.rotated_at, 'seen_at', s.seen_at, 'is_ended', s.ended_at is not null,
  'is_previous', ${isPrevious},
  'version', coalesce((select (value #>> '{}')::int from settings where key = 'directoryVersion'), 0)) as session
from console_sessions s`

const findByToken = `${readColumns('s.token_hash <> $1')} where s.token_hash = $1 or s.previous_token_hash = $1`
const findById = `${readColumns('false')} where s.id = $1`

/** Only one of two who type the code at the same moment gets in. */
const useCode = `
update sign_in_codes set used_at = $2
where code_hash = $1 and used_at is null and expires_at > $2 returning staff_id`

const rotate = `
update console_sessions set token_hash = $4, previous_token_hash = $3, rotated_at = $5
where id = $1 and rotated_at = $2 and (token_hash = $3 or previous_token_hash = $3) and ended_at is null`

export function createConsoleSessionStore(pool: Pool): SessionStore {
  const find = async (text: string, value: string | number): Promise<ConsoleSession | null> => {
    const { rows } = await pool.query<{ session: unknown }>(text, [value])
    const [row] = rows
    return row === undefined ? null : readSession(row.session)
  }
  return {
    async useCode(codeHash, now) {
      const { rows } = await pool.query<{ staff_id: number }>(useCode, [codeHash, iso(now)])
      const [row] = rows
      return row === undefined ? null : staffId(row.staff_id)
    },
    async findStaff(vkUserId) {
      const { rows } = await pool.query<{ id: number }>(
        `select s.id from staff s where s.vk_user_id = $1
         and exists (select 1 from memberships m where m.staff_id = s.id and m.ended_at is null)`,
        [vkUserId],
      )
      const [row] = rows
      return row === undefined ? null : staffId(row.id)
    },
    async addSession({ staffId: person, tokenHash, csrfToken, channel, now }) {
      await pool.query(
        `insert into console_sessions (staff_id, token_hash, csrf_token, channel, created_at, rotated_at, seen_at)
         values ($1, $2, $3, $4, $5, $5, $5)`,
        [person, tokenHash, csrfToken, channel, iso(now)],
      )
    },
    findSession: (tokenHash) => find(findByToken, tokenHash),
    findSessionById: (id) => find(findById, id),
    async rotate({ id, rotatedAt }, { from, to }, now) {
      const { rowCount } = await pool.query(rotate, [id, iso(rotatedAt), from, to, iso(now)])
      return rowCount === 1
    },
    async noteSeen(id, now) {
      await pool.query('update console_sessions set seen_at = $2 where id = $1', [id, iso(now)])
    },
    async endSession(id, now) {
      await pool.query('update console_sessions set ended_at = $2 where id = $1 and ended_at is null', [
        id,
        iso(now),
      ])
    },
    async endSessions(person, now) {
      const { rowCount } = await pool.query(
        'update console_sessions set ended_at = $2 where staff_id = $1 and ended_at is null',
        [person, iso(now)],
      )
      return rowCount ?? 0
    },
  }
}

function readSession(value: unknown): ConsoleSession {
  const row = sessionRow.parse(value)
  return {
    id: row.id,
    staffId: row.staff_id,
    csrfToken: row.csrf_token,
    channel: row.channel,
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
    seenAt: row.seen_at,
    isEnded: row.is_ended,
    isPrevious: row.is_previous,
    directoryVersion: row.version,
  }
}
