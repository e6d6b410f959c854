/** Working calendars as figures know them: every state is kept, so that a figure of the past can be computed again. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { CalendarState } from '../domain/figures/calendar-state.ts'
import { institutionId, municipalityId } from '../domain/ids.ts'
import { parseDayHours } from '../domain/working-hours.ts'

const idOf = z.number().transform(institutionId)
const municipalityOf = z.number().transform(municipalityId).nullable()

const stored = z.object({
  institutions: z.array(
    z.object({ id: idOf, municipalityId: municipalityOf, timeZone: z.string(), workingHours: z.string() }),
  ),
  days: z.array(
    z.object({
      date: z.string(),
      kind: z.enum(['off', 'working', 'short', 'custom', 'usual']),
      hours: z.string().transform((text) => {
        const parsed = text === '' ? null : parseDayHours(text)
        return parsed !== null && parsed.ok ? parsed.value : []
      }),
      title: z.string(),
      institutionId: idOf.nullable(),
      municipalityId: municipalityOf,
    }),
  ),
})

export interface KnownCalendars {
  readonly id: number
  /** ISO moment. */
  readonly seenAt: string
  readonly state: Omit<CalendarState, 'regionTimeZone'>
}

const present = `
select jsonb_build_object(
  'institutions', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'municipalityId', municipality_id,
    'timeZone', time_zone, 'workingHours', working_hours) order by id), '[]') from institutions),
  'days', (select coalesce(jsonb_agg(jsonb_build_object('date', date, 'kind', kind, 'hours', hours, 'title', title,
    'institutionId', institution_id, 'municipalityId', municipality_id) order by date, id), '[]') from calendar_days)) as content`

const last = `select id, to_json(seen_at) #>> '{}' as seen_at, content from calendar_states`

/** The calendars of this moment; a new state is written down when they are not those seen last. */
export async function presentCalendars(pool: Pool): Promise<KnownCalendars> {
  await pool.query(
    `with present as (${present}), latest as (select content from calendar_states order by id desc limit 1)
     insert into calendar_states (content) select content from present
     where content is distinct from (select content from latest)`,
  )
  const { rows } = await pool.query<{ id: number; seen_at: string; content: unknown }>(
    `${last} order by id desc limit 1`,
  )
  return readKnown(rows)
}

export async function calendarsOf(pool: Pool, id: number): Promise<KnownCalendars> {
  const { rows } = await pool.query<{ id: number; seen_at: string; content: unknown }>(
    `${last} where id = $1`,
    [id],
  )
  return readKnown(rows)
}

function readKnown(
  rows: readonly { readonly id: number; readonly seen_at: string; readonly content: unknown }[],
): KnownCalendars {
  const [row] = rows
  if (row === undefined) throw new Error('there is no such calendar state')
  return { id: row.id, seenAt: row.seen_at, state: stored.parse(row.content) }
}
