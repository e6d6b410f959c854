import type { Pool } from 'pg'
import { z } from 'zod'
import type { DeskQueries } from '../app/desk-ports.ts'
import { institutionId, staffId, ticketId } from '../domain/ids.ts'
import { createOversightQueries } from './oversight-queries.ts'
import { createQualityQueries } from './quality-queries.ts'
import { createTemplateQueries } from './template-queries.ts'
import { Temporal } from '../domain/time.ts'

const noteRow = z.object({
  staff_id: z.number().transform(staffId),
  text: z.string(),
  at: z.date().transform((at) => Temporal.Instant.fromEpochMilliseconds(at.getTime())),
})

const pastOwnerRow = z.object({
  institution_id: z.number().transform(institutionId),
  answered: z.number(),
})

const questionRow = z.object({
  id: z.number(),
  ticket_id: z.coerce.number().transform(ticketId),
  institution_id: z.number().transform(institutionId),
  text: z.string(),
  asked_by_id: z.number().transform(staffId),
  asked_for_id: z.number().transform(institutionId).nullable(),
  is_answered: z.boolean(),
})

export const createDeskQueries = (pool: Pool): DeskQueries => ({
  ...createTemplateQueries(pool),
  ...createOversightQueries(pool),
  ...createQualityQueries(pool),
  async findNotes(id, limit) {
    const { rows } = await pool.query(
      'select staff_id, text, at from ticket_notes where ticket_id = $1 order by id desc limit $2',
      [id, limit],
    )
    return rows.map((row) => {
      const found = noteRow.parse(row)
      return { staffId: found.staff_id, text: found.text, at: found.at }
    })
  },
  async findPastOwners(topicId, municipalityId, since) {
    const { rows } = await pool.query(
      `select institution_id, count(*)::int as answered from tickets
       where topic_id = $1 and municipality_id is not distinct from $2 and status = 'answered'
         and institution_id is not null and opened_at > $3
       group by institution_id order by answered desc, institution_id limit 10`,
      [topicId, municipalityId, since.toString()],
    )
    return rows.map((row) => {
      const found = pastOwnerRow.parse(row)
      return { institutionId: found.institution_id, answered: found.answered }
    })
  },
  async nextColleagueQuestionId() {
    const { rows } = await pool.query(
      `select nextval(pg_get_serial_sequence('colleague_questions', 'id'))::int as id`,
    )
    return z.object({ id: z.number() }).parse(rows[0]).id
  },
  async findColleagueQuestion(id) {
    const { rows } = await pool.query(
      `select id, ticket_id, institution_id, text, asked_by_id, asked_for_id, answered_at is not null as is_answered
       from colleague_questions where id = $1`,
      [id],
    )
    if (rows[0] === undefined) return null
    const found = questionRow.parse(rows[0])
    return {
      id: found.id,
      ticketId: found.ticket_id,
      institutionId: found.institution_id,
      text: found.text,
      askedById: found.asked_by_id,
      askedFor: found.asked_for_id,
      isAnswered: found.is_answered,
    }
  },
})
