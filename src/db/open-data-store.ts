import type { Pool } from 'pg'
import type { OpenDataStore, OpenRequest, OpenService } from '../app/open-data-ports.ts'

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const requests = `
select t.id::float8 as id, t.status in ('new', 'taken') as "isOpen", t.topic_id as "serviceCode", p.title as "serviceTitle",
  i.title as agency, m.title as place, ${iso('t.opened_at')} as "requestedAt",
  ${iso('greatest(t.opened_at, t.routed_at, t.first_response_at, t.answered_at)')} as "updatedAt",
  ${iso('t.final_answer_due_at')} as "expectedAt"
from tickets t left join topics p on p.id = t.topic_id left join institutions i on i.id = t.institution_id
  left join municipalities m on m.id = t.municipality_id
where t.status <> 'withdrawn' and not coalesce(p.is_sensitive, true) and ($1::bigint[] is null or t.id = any($1))
  and ($2::text[] is null or t.topic_id = any($2)) and ($3::boolean is null or (t.status in ('new', 'taken')) = $3)
  and ($1::bigint[] is not null or t.opened_at >= $4 and t.opened_at < $5)
order by t.opened_at desc, t.id desc limit 1000`

export function createOpenDataStore(pool: Pool): OpenDataStore {
  return {
    async services() {
      const { rows } = await pool.query<OpenService>(
        `select id as code, title, group_title as "group" from topics where not is_sensitive order by id`,
      )
      return rows
    },
    async requests({ ids, serviceCodes, isOpen, from, to }) {
      const { rows } = await pool.query<OpenRequest>(requests, [
        ids,
        serviceCodes,
        isOpen,
        from.toString(),
        to.toString(),
      ])
      return rows
    },
  }
}
