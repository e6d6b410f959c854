/** Answers that are drawn to be judged. */
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import type { DeskRecord } from '../app/desk-records.ts'
import type { QualityQueries } from '../app/quality-ports.ts'
import { qualityGrades } from '../domain/answer-sample.ts'
import { institutionId, municipalityId, ticketId, topicId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from './ticket-rows.ts'

/** The words of an answer are those that its author said at that moment. */
const wordsOfAnswer = `(select m.text from messages m where m.ticket_id = e.ticket_id and m.author = 'staff'
  and m.author_id = e.actor_id and m.vk_at = e.at and m.text <> '' order by m.id desc limit 1)`

const answersGiven = `
select e.id, e.ticket_id, e.institution_id from ticket_events e join tickets t on t.id = e.ticket_id
where e.at >= $1 and e.at < $2 and e.type = 'ticketAnswered' and e.actor_kind = 'staff' and e.actor_id <> $3
  and ($4::int[] is null or t.municipality_id = any($4::int[])) and ${wordsOfAnswer} is not null
  and not exists (select 1 from ticket_events u where u.ticket_id = e.ticket_id and u.type = 'messageUndelivered'
    and (u.facts ->> 'saidAt')::timestamptz = e.at)
order by e.id`

const answerWords = `
select e.id, e.ticket_id, e.institution_id, t.topic_id, t.municipality_id, ${wordsOfAnswer} as answer,
  (select string_agg(m.text, E'\\n' order by m.vk_at, m.id) from messages m
   where m.ticket_id = e.ticket_id and m.author = 'citizen' and m.vk_at <= e.at and m.text <> '') as question,
  coalesce(c.first_name, '') as first_name, coalesce(c.last_name, '') as last_name
from ticket_events e join tickets t on t.id = e.ticket_id left join citizens c on c.vk_user_id = t.citizen_id
where e.id = any($1::bigint[])`

const sample = `
select s.answer_event_id as id, s.ticket_id, e.institution_id, s.number, s.seed, s.candidates, s.answers, s.clear, s.concrete
from answer_samples s join ticket_events e on e.id = s.answer_event_id
where s.staff_id = $1 and s.week_on = $2 order by s.number`

const given = z.object({
  id: z.coerce.number(),
  ticket_id: z.coerce.number().transform(ticketId),
  institution_id: z.number().transform(institutionId).nullable(),
})
const grade = z.enum(qualityGrades).nullable()
const sampled = given.extend({
  number: z.number(),
  seed: z.number(),
  candidates: z.number(),
  answers: grade,
  clear: grade,
  concrete: grade,
})
const said = given.extend({
  topic_id: z.string().transform(topicId).nullable(),
  municipality_id: z.number().transform(municipalityId).nullable(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  first_name: z.string(),
  last_name: z.string(),
})

const readGiven = (row: z.infer<typeof given>) => ({
  eventId: row.id,
  ticketId: row.ticket_id,
  institutionId: row.institution_id,
})

export const createQualityQueries = (pool: Pool): QualityQueries => ({
  async findAnswerSample(staffId, week) {
    const { rows } = await pool.query(sample, [staffId, week.toString()])
    return rows.map((row) => {
      const found = sampled.parse(row)
      const { answers, clear, concrete, number, seed, candidates } = found
      const judgement =
        answers === null || clear === null || concrete === null ? null : { answers, clear, concrete }
      return { ...readGiven(found), number, seed, candidates, judgement }
    })
  },
  async findAnswersGiven({ from, to }, notBy, municipalityIds) {
    const { rows } = await pool.query(answersGiven, [iso(from), iso(to), notBy, municipalityIds])
    return rows.map((row) => readGiven(given.parse(row)))
  },
  async findAnswerWords(eventIds) {
    if (eventIds.length === 0) return []
    const { rows } = await pool.query(answerWords, [eventIds])
    return rows.map((row) => {
      const found = said.parse(row)
      return {
        ...readGiven(found),
        topicId: found.topic_id,
        municipalityId: found.municipality_id,
        question: found.question ?? '',
        answer: found.answer,
        citizenNames: [found.first_name, found.last_name],
      }
    })
  },
})

type QualityRecord = Extract<DeskRecord, { readonly type: 'answersSampled' | 'answerJudged' }>

export function writeQuality(
  client: PoolClient,
  record: QualityRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  if (record.type === 'answerJudged') {
    const { staffId, week, number, judgement } = record
    return client.query(
      `update answer_samples set judged_at = $4, answers = $5, clear = $6, concrete = $7
       where staff_id = $1 and week_on = $2 and number = $3`,
      [staffId, week.toString(), number, iso(now), judgement.answers, judgement.clear, judgement.concrete],
    )
  }
  const rows = record.answers.map(({ eventId, ...answer }) => ({ ...answer, eventId }))
  // Another process may have drawn for the same week: then nothing of this draw is kept.
  return client.query(
    `insert into answer_samples (staff_id, week_on, number, ticket_id, answer_event_id, seed, candidates, drawn_at)
     select $1, $2, number, "ticketId", "eventId", seed, candidates, $4
     from json_to_recordset($3::json) as x (number int, "ticketId" bigint, "eventId" bigint, seed int, candidates int)
     on conflict do nothing`,
    [record.staffId, record.week.toString(), JSON.stringify(rows), iso(now)],
  )
}
