/** A database with one community, for tests that write their own event log. */
import type pg from 'pg'
import { createPool } from '../../src/db/pool.ts'
import { createTestDatabase } from '../support/database.ts'

export interface EventLog {
  readonly pool: pg.Pool
  readonly url: string
  /** Returns the number of the event. */
  write(event: WrittenEvent): Promise<number>
  close(): Promise<void>
}

export interface WrittenEvent {
  readonly ticketId: number
  readonly type: string
  /** ISO. */
  readonly at: string
  readonly vkAt?: string | null
  readonly actorKind?: 'citizen' | 'staff' | 'operator' | 'bot'
  readonly actorId?: number | null
  readonly institutionId?: number | null
  readonly facts?: Readonly<Record<string, unknown>>
}

export const insertEvent = `insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts)
values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`

export const eventValues = (event: WrittenEvent): unknown[] => [
  event.ticketId,
  event.type,
  event.at,
  event.vkAt ?? null,
  event.actorKind ?? 'bot',
  event.actorId ?? null,
  event.institutionId ?? null,
  JSON.stringify(event.facts ?? {}),
]

export async function openEventLog(ticketIds: readonly number[]): Promise<EventLog> {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, connectionsMax: 8, onError: () => {} })
  await pool.query(`
    insert into municipalities (code, title, kind) values ('north', 'Северный', 'city'), ('south', 'Южный', 'city');
    insert into institutions (code, title, short_title, kind, answers_for, municipality_id, time_zone, working_hours) values
      ('roads', 'Комитет дорог', 'Дороги', 'committee', '{}', 1, 'Europe/Moscow', 'пн-пт 09:00-18:00, обед 13:00-14:00'),
      ('school', 'Школа № 3', 'Школа № 3', 'school', '{}', 2, 'Europe/Kaliningrad', 'пн-сб 08:00-16:00');
    insert into communities (group_id, title, institution_id, municipality_id, token, is_active)
      values (100, 'Дороги', 1, 1, '', false), (200, 'Школа', 2, 2, '', false);
    insert into citizens (vk_user_id) values (501);`)
  await pool.query(
    `insert into tickets (id, group_id, peer_id, citizen_id, summary, status, opened_at, routed_at, first_reply_due_at, final_answer_due_at)
     select id, 100, 501, 501, '', 'new', now(), now(), now(), now() from unnest($1::bigint[]) as id`,
    [ticketIds],
  )
  return {
    pool,
    url: database.url,
    async write(event) {
      const { rows } = await pool.query<{ id: string }>(insertEvent, eventValues(event))
      return Number(rows[0]?.id)
    },
    async close() {
      await pool.end()
      await database.drop()
    },
  }
}
