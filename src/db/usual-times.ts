import type { Pool } from 'pg'
import { type InstitutionId, institutionId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from './ticket-rows.ts'

const days = 90
/** Under five answers a median says more about chance than about an institution. */
const answersMin = 5

/** Median seconds from the citizen's first words to the first human response, by institution; null: the coordinators. */
export async function findUsualTimes(
  pool: Pool,
  now: Instant,
): Promise<ReadonlyMap<InstitutionId | null, number>> {
  const { rows } = await pool.query<{ id: number | null; seconds: number }>(
    `select institution_id as id,
       percentile_cont(0.5) within group (order by extract(epoch from first_response_at - opened_at))::float8 as seconds
     from tickets where first_response_at is not null and opened_at > $1::timestamptz - $2 * interval '1 day'
     group by institution_id having count(*) >= $3`,
    [iso(now), days, answersMin],
  )
  return new Map(rows.map(({ id, seconds }) => [id === null ? null : institutionId(id), seconds]))
}
