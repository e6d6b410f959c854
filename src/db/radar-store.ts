/** What the radar of silence knows about each page. */
import type { PageFacts, RadarStore } from '../app/statistics/radar-ports.ts'
import { Temporal } from '../domain/time.ts'
import type { Queried } from './queried.ts'
import { generation } from './figure-open.ts'

const pages = `
with people as (
  select m.institution_id, count(distinct s.id)::int as administrators,
    count(distinct s.id) filter (where s.contact_group_id is not null and (s.away_until is null or s.away_until <= $1
      or s.deputy_id is not null))::int as reachable, array_agg(distinct s.id) as ids
  from memberships m join staff s on s.id = m.staff_id
  where m.ended_at is null and (m.role in ('administrator', 'head') and m.institution_id is not null
    -- A page of nobody in particular is answered by coordinators.
    or m.role = 'coordinator' and m.institution_id is null) group by 1),
waiting as (
  select group_id, min(waiting_since) as since, count(*)::int as tickets from figure_open
  where generation = ${generation} and waiting_since is not null group by 1),
acts as (
  select actor_id, max(at) as at from ticket_events
  where at > $1::timestamptz - interval '15 days' and actor_kind = 'staff' group by 1)
select c.group_id::float8 as group_id, c.title, c.institution_id, coalesce(c.municipality_id, i.municipality_id) as municipality_id,
  c.purpose <> 'staff' as is_public, c.trouble, extract(epoch from p.polled_at)::float8 * 1000 as polled_ms,
  coalesce(o.administrators, 0) as administrators, coalesce(o.reachable, 0) as reachable,
  (select extract(epoch from max(a.at))::float8 * 1000 from acts a where a.actor_id = any(o.ids)) as act_ms,
  extract(epoch from w.since)::float8 * 1000 as since_ms, coalesce(w.tickets, 0) as waiting
from communities c left join institutions i on i.id = c.institution_id left join poll_cursors p using (group_id)
  left join people o on o.institution_id is not distinct from c.institution_id left join waiting w on w.group_id = c.group_id
where c.is_active`

interface Row {
  readonly group_id: number
  readonly title: string
  readonly institution_id: number | null
  readonly municipality_id: number | null
  readonly is_public: boolean
  readonly trouble: string | null
  readonly polled_ms: number | null
  readonly administrators: number
  readonly reachable: number
  readonly act_ms: number | null
  readonly since_ms: number | null
  readonly waiting: number
}

const momentOf = (ms: number | null): Temporal.Instant | null =>
  ms === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.round(ms))

export function createRadarStore(pool: Queried): RadarStore {
  return {
    async pages(now) {
      const { rows } = await pool.query<Row>(pages, [now.toString()])
      return rows.map((row): PageFacts => ({
        groupId: row.group_id,
        title: row.title,
        institutionId: row.institution_id,
        municipalityId: row.municipality_id,
        isPublic: row.is_public,
        administrators: row.administrators,
        reachable: row.reachable,
        lastActAt: momentOf(row.act_ms),
        trouble: row.trouble,
        polledAt: momentOf(row.polled_ms),
        waitingSince: momentOf(row.since_ms),
        waiting: row.waiting,
      }))
    },
  }
}
