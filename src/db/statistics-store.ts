/**
 * Figures from the event log alone: tables that are derived from it (tickets) are not asked. Definitions stand with
 * the type, in domain/statistics.
 */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { StatisticsStore } from '../app/ports.ts'
import type { StatisticsRow } from '../domain/statistics.ts'

const coordinators = 'Координаторы'
const everybody = 'Все учреждения'

/**
 * One row per ticket (t0, present owner, first human response, last resolution, deadline that runs), then figures per
 * owner and, by the empty grouping set, for all.
 */
const figures = `
with opened as (
  select ticket_id, coalesce(vk_at, at) as t0 from ticket_events
  where type = 'ticketOpened' and coalesce(vk_at, at) >= $1 and coalesce(vk_at, at) < $2),
routed as (
  select distinct on (e.ticket_id) e.ticket_id, (e.facts ->> 'institutionId')::int as owner,
    (e.facts ->> 'firstReplyDueAt')::timestamptz as reply_due, (e.facts ->> 'finalAnswerDueAt')::timestamptz as answer_due
  from ticket_events e join opened using (ticket_id) where e.type = 'ticketRouted' order by e.ticket_id, e.id desc),
responses as (
  select e.ticket_id, min(coalesce(e.vk_at, e.at)) as first_response,
    max(e.at) filter (where e.type = 'ticketAnswered') as final_answer
  from ticket_events e join opened using (ticket_id)
  where e.type in ('ticketAnswered', 'operatorReplied') and not exists (
    select 1 from ticket_events u
    where u.ticket_id = e.ticket_id and u.type = 'messageUndelivered' and u.id > e.id)
  group by e.ticket_id),
withdrawn as (
  select distinct e.ticket_id from ticket_events e join opened using (ticket_id) where e.type = 'ticketWithdrawn'),
facts as (
  select r.owner,
    p.final_answer is not null as answered,
    p.final_answer is null and w.ticket_id is null as waiting,
    p.final_answer is null and w.ticket_id is null
      and $3 > case when p.first_response is null then r.reply_due else r.answer_due end as overdue,
    extract(epoch from p.first_response - o.t0) as response_seconds,
    extract(epoch from p.final_answer - o.t0) as final_seconds
  from opened o join routed r using (ticket_id) left join responses p using (ticket_id) left join withdrawn w using (ticket_id))
select grouping(f.owner) = 1 as is_total, f.owner as id, i.short_title as title,
  count(*)::int as tickets,
  count(*) filter (where answered)::int as answered,
  count(*) filter (where waiting)::int as waiting,
  count(*) filter (where overdue)::int as overdue,
  percentile_cont(0.5) within group (order by response_seconds)::float8 as response_median,
  percentile_cont(0.9) within group (order by response_seconds)::float8 as response_p90,
  percentile_cont(0.5) within group (order by final_seconds)::float8 as final_median,
  percentile_cont(0.9) within group (order by final_seconds)::float8 as final_p90
from facts f left join institutions i on i.id = f.owner
where $4::int[] is null or i.municipality_id = any($4::int[])
group by grouping sets ((f.owner, i.short_title), ())
order by is_total, overdue desc, waiting desc, tickets desc, title`

const seconds = z.number().nullable()

const figureRow = z.object({
  is_total: z.boolean(),
  id: z.number().nullable(),
  title: z.string().nullable(),
  tickets: z.number(),
  answered: z.number(),
  waiting: z.number(),
  overdue: z.number(),
  response_median: seconds,
  response_p90: seconds,
  final_median: seconds,
  final_p90: seconds,
})

const nothing: StatisticsRow = {
  institutionId: null,
  institution: everybody,
  tickets: 0,
  answered: 0,
  waiting: 0,
  overdue: 0,
  firstResponseMedianSeconds: null,
  firstResponseP90Seconds: null,
  finalAnswerMedianSeconds: null,
  finalAnswerP90Seconds: null,
}

export function createStatisticsStore(pool: Pool): StatisticsStore {
  return {
    async statistics({ from, to, now }, municipalityIds) {
      const { rows } = await pool.query(figures, [
        from.toString(),
        to.toString(),
        now.toString(),
        municipalityIds ?? null,
      ])
      const found = rows.map((row) => figureRow.parse(row))
      const total = found.find((row) => row.is_total)
      return {
        from: from.toString(),
        to: to.toString(),
        total: total === undefined ? nothing : readFigures(total, everybody),
        institutions: found
          .filter((row) => !row.is_total)
          .map((row) => readFigures(row, row.title ?? coordinators)),
      }
    },
  }
}

const readFigures = (row: z.infer<typeof figureRow>, institution: string): StatisticsRow => ({
  institutionId: row.id,
  institution,
  tickets: row.tickets,
  answered: row.answered,
  waiting: row.waiting,
  overdue: row.overdue,
  firstResponseMedianSeconds: whole(row.response_median),
  firstResponseP90Seconds: whole(row.response_p90),
  finalAnswerMedianSeconds: whole(row.final_median),
  finalAnswerP90Seconds: whole(row.final_p90),
})

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))
