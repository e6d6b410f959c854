import type { Pool } from 'pg'
import { z } from 'zod'
import type { DeliveryState, FileStore, TicketFile } from '../app/console/ports.ts'
import type { Json } from '../app/ports.ts'
import { institutionId, staffId, ticketId, type VkUserId, vkUserId } from '../domain/ids.ts'
import type { Actor } from '../domain/ticket.ts'
import { moment, readTicket } from './ticket-rows.ts'

/** A conversation longer than this is read in VK. */
const rowsMax = 1_000
/** Whoever asked more often is read in the queue. */
const matesMax = 10

const findFile = `
select
  (select json_agg(m order by m.id) from (select * from messages where ticket_id = $1 order by id desc limit ${rowsMax}) m) as words,
  (select json_agg(n order by n.id) from (select * from ticket_notes where ticket_id = $1 order by id desc limit ${rowsMax}) n) as notes,
  (select json_agg(e order by e.id) from (select * from ticket_events where ticket_id = $1 order by id desc limit ${rowsMax}) e) as history,
  (select json_agg(json_build_object('name', a.name, 'status', a.status, 'content_type', a.content_type, 'byte_count', a.byte_count))
   from attachments a where a.ticket_id = $1) as copies,
  (select json_agg(x order by x.opened_at, x.id) from (select * from tickets o
     where o.citizen_id = $4 and o.group_id = $2 and o.peer_id = $3 and o.id <> $1 and o.status in ('new', 'taken')
     order by o.id desc limit ${matesMax}) x) as mates,
  (select json_build_object('id', i.id, 'status', i.status, 'told', i.told)
   from incident_tickets it join incidents i on i.id = it.incident_id where it.ticket_id = $1) as incident,
  (select json_agg(json_build_object('created_at', o.created_at, 'status', o.status) order by o.id)
   from outbox o where o.ticket_id = $1 and o.group_id = $2 and o.peer_id = $3) as deliveries`

const author = { author: z.enum(['citizen', 'staff', 'operator']), author_id: z.number() }

const answer = z.object({
  mates: z.array(z.unknown()).nullable(),
  incident: z.object({ id: z.number(), status: z.string(), told: z.string().nullable() }).nullable(),
  words: z
    .array(
      z.object({
        ...author,
        id: z.number(),
        text: z.string(),
        attachments: z.array(z.object({ type: z.string(), raw: z.record(z.string(), z.unknown()) })),
        cmid: z.number().nullable(),
        vk_at: moment,
      }),
    )
    .nullable(),
  notes: z
    .array(
      z.object({ id: z.number(), staff_id: z.number().transform(staffId), text: z.string(), at: moment }),
    )
    .nullable(),
  history: z
    .array(
      z.object({
        id: z.number(),
        type: z.string(),
        at: moment,
        actor_kind: z.enum(['citizen', 'staff', 'operator', 'bot']),
        actor_id: z.number().nullable(),
        institution_id: z.number().transform(institutionId).nullable(),
        facts: z.custom<{ readonly [key: string]: Json }>(
          (value) => typeof value === 'object' && value !== null,
        ),
      }),
    )
    .nullable(),
  copies: z
    .array(
      z.object({
        name: z.string(),
        status: z.enum(['pending', 'stored', 'refused', 'failed', 'erasing']),
        content_type: z.string().nullable(),
        byte_count: z.number().nullable(),
      }),
    )
    .nullable(),
  deliveries: z
    .array(z.object({ created_at: moment, status: z.enum(['pending', 'sent', 'failed']) }))
    .nullable(),
})

export function createConsoleFileStore(pool: Pool): FileStore {
  return {
    async findFile(ticket): Promise<TicketFile> {
      const { rows } = await pool.query(findFile, [
        ticket.id,
        ticket.groupId,
        ticket.peerId,
        ticket.citizenId,
      ])
      const { words, notes, history, copies, deliveries, mates, incident } = answer.parse(rows[0])
      return {
        mates: (mates ?? []).map(readTicket),
        incident:
          incident === null
            ? null
            : { id: incident.id, isOpen: incident.status === 'open', told: incident.told },
        copies: new Map(
          (copies ?? []).map(({ name, status, content_type: contentType, byte_count: byteCount }) => [
            name,
            { state: copyStates[status], contentType, byteCount },
          ]),
        ),
        words: (words ?? []).map((row) => ({
          id: row.id,
          ticketId: ticketId(ticket.id),
          author: authorOf(row),
          text: row.text,
          attachments: row.attachments,
          cmid: row.cmid,
          vkAt: row.vk_at,
        })),
        notes: (notes ?? []).map(({ id, staff_id: author, text, at }) => ({ id, staffId: author, text, at })),
        history: (history ?? []).map((row) => ({
          id: row.id,
          type: row.type,
          at: row.at,
          actor: actorOf(row, ticket.citizenId),
          institutionId: row.institution_id,
          facts: row.facts,
        })),
        deliveries: statesOf(deliveries ?? []),
      }
    },
    async findCopy(id, name) {
      const { rows } = await pool.query<{ storage_key: string; content_type: string }>(
        `select storage_key, content_type from attachments where ticket_id = $1 and name = $2 and status = 'stored'`,
        [id, name],
      )
      const [row] = rows
      return row === undefined ? null : { storageKey: row.storage_key, contentType: row.content_type }
    },
  }
}

const copyStates = {
  pending: 'pending',
  stored: 'stored',
  refused: 'missing',
  failed: 'missing',
  erasing: 'missing',
} as const

function authorOf(row: { readonly author: 'citizen' | 'staff' | 'operator'; readonly author_id: number }) {
  return row.author === 'staff'
    ? { kind: row.author, id: staffId(row.author_id) }
    : { kind: row.author, id: vkUserId(row.author_id) }
}

/** The log names no citizen. */
function actorOf(
  row: { readonly actor_kind: Actor['kind']; readonly actor_id: number | null },
  citizenId: VkUserId,
): Actor {
  if (row.actor_kind === 'citizen') return { kind: 'citizen', id: citizenId }
  if (row.actor_kind === 'bot' || row.actor_id === null) return { kind: 'bot' }
  return authorOf({ author: row.actor_kind, author_id: row.actor_id })
}

/** A long answer travels in several messages: it has arrived when the last has. */
function statesOf(
  rows: readonly { readonly created_at: { readonly epochMilliseconds: number }; readonly status: string }[],
): ReadonlyMap<number, DeliveryState> {
  const states = new Map<number, DeliveryState>()
  for (const { created_at: at, status } of rows) {
    const before = states.get(at.epochMilliseconds)
    const state = status === 'pending' ? 'waiting' : status === 'sent' ? 'sent' : 'failed'
    const isWorse = before === undefined || state === 'failed' || (state === 'waiting' && before === 'sent')
    if (isWorse) states.set(at.epochMilliseconds, state)
  }
  return states
}
