/** Each Monday of a made-up month, made-up coordinators judge five answers of each municipality, as real ones would. */
import type { Pool } from 'pg'
import { drawSample, qualityCriteria, qualityGrades } from '../domain/answer-sample.ts'
import { createRandom } from '../domain/simulation/random.ts'
import { inTransaction } from './transaction.ts'

const coordinators = `
with people as (
  insert into staff (id, vk_user_id, first_name, last_name)
  select 90000 + id, 8000090000 + id, 'Учебный', 'Координатор ' || id from municipalities returning id)
insert into memberships (staff_id, role, municipality_id) select id, 'coordinator', id - 90000 from people`

/** Answers of whole weeks that were over before the last event, with the Monday after them. */
const answers = `
with given as (
  select e.id, e.ticket_id, e.institution_id, t.municipality_id,
    date_trunc('week', e.at at time zone 'Europe/Moscow') as week
  from ticket_events e join tickets t on t.id = e.ticket_id
  where e.type = 'ticketAnswered' and e.actor_kind = 'staff' and not exists (
    select 1 from ticket_events u where u.ticket_id = e.ticket_id and u.type = 'messageUndelivered'))
select municipality_id, to_char(week, 'YYYY-MM-DD') as week, array_agg(id::float8 order by id) as ids from given
where week + interval '7 days 9 hours' < (select max(at) at time zone 'Europe/Moscow' from ticket_events)
group by 1, 2 order by 2, 1`

/** No clock goes backwards on a ticket: what happened to it after that Monday is not overtaken. */
const write = `
insert into ticket_events (ticket_id, type, at, actor_kind, actor_id, institution_id, facts)
select e.ticket_id, x.type, greatest((select max(p.at) from ticket_events p where p.ticket_id = e.ticket_id),
    (x.week::date + interval '7 days 9 hours') at time zone 'Europe/Moscow'), x.actor_kind, x.actor_id, e.institution_id, x.facts
from json_to_recordset($1::json) as x (id bigint, type text, week text, actor_kind text, actor_id bigint, facts jsonb, place int)
join ticket_events e on e.id = x.id order by x.place`

const judgedShare = 0.8
const worstGrade = 2

export async function simulateJudgements(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{
    readonly municipality_id: number
    readonly week: string
    readonly ids: readonly number[]
  }>(answers)
  const random = createRandom(rows.length)
  const events = rows.flatMap(({ municipality_id: municipalityId, week, ids }) => {
    const coordinatorId = 90_000 + municipalityId
    const seed = random.whole(1, 2 ** 31 - 1)
    const kindness = random.next()
    return drawSample(ids, seed).flatMap((id) => {
      const grades = qualityCriteria.map((criterion) => {
        const grade = qualityGrades[random.chance(0.5 + kindness / 2) ? 0 : random.whole(1, worstGrade)]
        return [criterion, grade]
      })
      const facts = { answerEventId: id, coordinatorId, week, seed, candidates: ids.length }
      const drawn = { id, week, type: 'answerSampled', actor_kind: 'bot', actor_id: null, facts }
      const judgement = { answerEventId: id, ...Object.fromEntries(grades) }
      const judged = {
        id,
        week,
        type: 'answerJudged',
        actor_kind: 'staff',
        actor_id: coordinatorId,
        facts: judgement,
      }
      return random.chance(judgedShare) ? [drawn, judged] : [drawn]
    })
  })
  await inTransaction(pool, async (client) => {
    await client.query(coordinators)
    await client.query(write, [JSON.stringify(events.map((event, place) => ({ ...event, place })))])
  })
}
