/** Tickets as rows and back. Rows come as JSON made by PostgreSQL: bigint as numbers, moments as ISO text. */
import { z } from 'zod'
import {
  groupId,
  institutionId,
  municipalityId,
  peerId,
  staffId,
  ticketId,
  topicId,
  vkUserId,
} from '../domain/ids.ts'
import type { PastTicket } from '../app/ports.ts'
import type { Ticket } from '../domain/ticket.ts'
import { type Instant, Temporal } from '../domain/time.ts'

/** Text of PostgreSQL's JSON or ISO 8601, to the millisecond. By way of Date: Temporal's own parser and writer take twelve times as long. */
export const moment = z.string().transform((text) => Temporal.Instant.fromEpochMilliseconds(Date.parse(text)))

export const ticketRow = z.object({
  id: z.number().transform(ticketId),
  group_id: z.number().transform(groupId),
  peer_id: z.number().transform(peerId),
  citizen_id: z.number().transform(vkUserId),
  topic_id: z.string().transform(topicId).nullable(),
  topic_confidence: z.number().nullable(),
  municipality_id: z.number().transform(municipalityId).nullable(),
  place: z.string().nullable(),
  priority: z.enum(['urgent', 'fast-track', 'normal']),
  summary: z.string(),
  danger: z.string().nullable(),
  status: z.enum(['new', 'taken', 'answered', 'withdrawn']),
  institution_id: z.number().transform(institutionId).nullable(),
  taken_by_id: z.number().transform(staffId).nullable(),
  opened_at: moment,
  routed_at: moment,
  first_reply_due_at: moment,
  final_answer_due_at: moment,
  first_response_at: moment.nullable(),
  answered_at: moment.nullable(),
  result: z.enum(['solved', 'explained', 'refused']).nullable(),
  promised_until: moment.nullable(),
  paused_at: moment.nullable(),
  paused_until: moment.nullable(),
  forwards: z.number(),
  reopens: z.number(),
  merged_into_id: z.number().transform(ticketId).nullable(),
  version: z.number(),
})

export function readTicket(row: unknown): Ticket {
  const found = ticketRow.parse(row)
  return {
    id: found.id,
    groupId: found.group_id,
    peerId: found.peer_id,
    citizenId: found.citizen_id,
    topicId: found.topic_id,
    topicConfidence: found.topic_confidence,
    municipalityId: found.municipality_id,
    place: found.place,
    priority: found.priority,
    summary: found.summary,
    danger: found.danger,
    status: found.status,
    institutionId: found.institution_id,
    takenById: found.taken_by_id,
    openedAt: found.opened_at,
    routedAt: found.routed_at,
    firstReplyDueAt: found.first_reply_due_at,
    finalAnswerDueAt: found.final_answer_due_at,
    firstResponseAt: found.first_response_at,
    answeredAt: found.answered_at,
    result: found.result,
    promisedUntil: found.promised_until,
    pausedAt: found.paused_at,
    pausedUntil: found.paused_until,
    forwards: found.forwards,
    reopens: found.reopens,
    mergedIntoId: found.merged_into_id,
    version: found.version,
  }
}

const pastTicketsMax = 10

/** Of one person; `citizenId` is SQL. */
export const pastTickets = (citizenId: string): string =>
  `select id, status, institution_id, municipality_id from tickets
   where citizen_id = ${citizenId} order by id desc limit ${pastTicketsMax}`

export const pastTicketRow = ticketRow.pick({
  id: true,
  status: true,
  institution_id: true,
  municipality_id: true,
})

export const readPastTicket = (row: z.infer<typeof pastTicketRow>): PastTicket => ({
  id: row.id,
  status: row.status,
  institutionId: row.institution_id,
  municipalityId: row.municipality_id,
})

/** The row to write; PostgreSQL reads it with json_to_recordset. */
export function ticketJson(ticket: Ticket): Readonly<Record<string, unknown>> {
  return {
    id: ticket.id,
    group_id: ticket.groupId,
    peer_id: ticket.peerId,
    citizen_id: ticket.citizenId,
    topic_id: ticket.topicId,
    topic_confidence: ticket.topicConfidence,
    municipality_id: ticket.municipalityId,
    place: ticket.place,
    priority: ticket.priority,
    summary: ticket.summary,
    danger: ticket.danger,
    status: ticket.status,
    institution_id: ticket.institutionId,
    taken_by_id: ticket.takenById,
    opened_at: iso(ticket.openedAt),
    routed_at: iso(ticket.routedAt),
    first_reply_due_at: iso(ticket.firstReplyDueAt),
    final_answer_due_at: iso(ticket.finalAnswerDueAt),
    first_response_at: iso(ticket.firstResponseAt),
    answered_at: iso(ticket.answeredAt),
    result: ticket.result,
    promised_until: iso(ticket.promisedUntil),
    paused_at: iso(ticket.pausedAt),
    paused_until: iso(ticket.pausedUntil),
    forwards: ticket.forwards,
    reopens: ticket.reopens,
    merged_into_id: ticket.mergedIntoId,
    version: ticket.version,
  }
}

export const iso = (at: Instant | null): string | null => (at === null ? null : isoOf(at))

/** @see moment */
export const isoOf = (at: Instant): string => new Date(at.epochMilliseconds).toISOString()
