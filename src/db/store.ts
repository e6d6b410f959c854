/** The store of the use cases on PostgreSQL: set-based SQL on the way of a message, Prisma for everything else. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { OutboxDraft, PastRoute, Store, Undelivered } from '../app/ports.ts'
import type { TicketLosses } from '../domain/desk.ts'
import { groupId, institutionId, peerId, staffId, ticketId, vkUserId } from '../domain/ids.ts'
import type { Ticket, TicketMessage } from '../domain/ticket.ts'
import { Temporal } from '../domain/time.ts'
import type { PrismaClient } from './generated/client.ts'
import { createIncidentQueries } from './incident-store.ts'
import { createDeskQueries } from './desk-queries.ts'
import { createFollowerQueries } from './follower-store.ts'
import { directoryVersion, loadRegion } from './load-region.ts'
import { findProposal } from './proposal-store.ts'
import { createCommentQueries } from './comment-queries.ts'
import { createQuietQueries } from './quiet-store.ts'
import { createPersonQueries } from './person-queries.ts'
import { readBatch, readDialogue, readEvents } from './read-batch.ts'
import { pastTicketRow, pastTickets, readPastTicket, readTicket } from './ticket-rows.ts'
import { createTimerQueries } from './timer-queries.ts'
import { findUsualTimes } from './usual-times.ts'
import { writeChanges } from './write-changes.ts'

export interface StoreOptions {
  readonly pool: Pool
  readonly prisma: PrismaClient
  /** Only events of communities that this instance holds are read. */
  readonly instanceId: string
  /** For VK to know a repeat by; never 0. */
  readonly randomId: (draft: OutboxDraft) => number
}

const role = z.enum(['administrator', 'head', 'coordinator', 'observer'])

export function createStore({ pool, prisma, instanceId, randomId }: StoreOptions): Store {
  return {
    readBatch: (limit, now, resting) => readBatch(pool, instanceId, { limit, now, resting }),
    readEvents: (ids) => readEvents(pool, instanceId, ids),
    write: (changes, now) => writeChanges(pool, changes, now, randomId),
    failEvent: (id) => failEvent(pool, id),
    findUndelivered: (limit) => findUndelivered(prisma, limit),
    loadRegion: () => loadRegion(prisma),
    directoryVersion: () => directoryVersion(prisma),
    readDialogue: (dialogue) => readDialogue(pool, dialogue),
    findUsualTimes: (now) => findUsualTimes(pool, now),
    ...createTimerQueries(pool),
    ...createTicketQueries(pool, prisma),
    ...createFollowerQueries(pool),
    ...createPersonQueries(pool),
    ...createCommentQueries(pool),
    ...createQuietQueries(prisma),
    ...createIncidentQueries(pool),
    findProposal: (id) => findProposal(pool, id),
    ...createPeopleQueries(prisma),
    ...createConsoleQueries(prisma),
    ...createDeskQueries(pool),
  }
}

type TicketQueries = Pick<
  Store,
  | 'nextTicketIds'
  | 'findTicket'
  | 'findTicketByCard'
  | 'findTicketMessages'
  | 'findLosses'
  | 'findCitizenTickets'
  | 'findPastTickets'
  | 'findOpenTickets'
  | 'findRoutes'
>

function createTicketQueries(pool: Pool, prisma: PrismaClient): TicketQueries {
  const findTickets = async (where: string, values: readonly unknown[]): Promise<readonly Ticket[]> => {
    const { rows } = await pool.query<{ ticket: unknown }>(
      `select to_json(t) as ticket from tickets t ${where}`,
      [...values],
    )
    return rows.map((row) => readTicket(row.ticket))
  }
  return {
    async nextTicketIds(count) {
      const { rows } = await pool.query<{ id: string }>(
        `select nextval('ticket_number') as id from generate_series(1, $1)`,
        [count],
      )
      return rows.map((row) => ticketId(Number(row.id)))
    },
    findTicket: async (id) => (await findTickets('where id = $1', [id]))[0] ?? null,
    async findTicketByCard(groupId, peerId, cmid) {
      const card = await prisma.outbox.findFirst({
        where: { groupId, peerId, cmid, ticketId: { not: null } },
        select: { ticketId: true },
      })
      const id = card?.ticketId ?? null
      return id === null ? null : ticketId(Number(id))
    },
    findTicketMessages: (id) => findMessages(prisma, id),
    findRoutes: (id) => findRoutes(pool, id),
    findLosses: (ticket) => findLosses(pool, ticket),
    async findPastTickets(citizenId) {
      const { rows } = await pool.query<{ past: unknown }>(
        `select to_json(p) as past from (${pastTickets('$1')}) p`,
        [citizenId],
      )
      return rows.map(({ past }) => readPastTicket(pastTicketRow.parse(past)))
    },
    findCitizenTickets: (citizenId, groupId, limit) =>
      findTickets('where citizen_id = $1 and group_id = $2 order by id desc limit $3', [
        citizenId,
        groupId,
        limit,
      ]),
    findOpenTickets: (ids, limit) =>
      findTickets(
        `where status in ('new', 'taken') and (institution_id = any($1::int[]) or ($2 and institution_id is null))
         order by case when first_response_at is null then first_reply_due_at else final_answer_due_at end, id limit $3`,
        [ids.filter((id) => id !== null), ids.includes(null), limit],
      ),
  }
}

function createPeopleQueries(prisma: PrismaClient): Pick<Store, 'findInvite' | 'findCitizenName'> {
  return {
    async findInvite(codeHash) {
      const invite = await prisma.invite.findUnique({ where: { codeHash } })
      if (invite === null) return null
      return {
        id: invite.id,
        role: role.parse(invite.role),
        institutionId: invite.institutionId === null ? null : institutionId(invite.institutionId),
        expiresAt: Temporal.Instant.fromEpochMilliseconds(invite.expiresAt.getTime()),
        isUsed: invite.usedById !== null,
      }
    },
    async findCitizenName(id) {
      const citizen = await prisma.citizen.findUnique({ where: { vkUserId: id } })
      const firstName = citizen?.firstName ?? ''
      return firstName === '' ? null : { firstName, lastName: citizen?.lastName ?? '' }
    },
  }
}

const routeRow = z.object({
  institution_id: z.number().transform(institutionId).nullable(),
  explanation: z.string().nullable(),
})

async function findRoutes(pool: Pool, id: number): Promise<readonly PastRoute[]> {
  const { rows } = await pool.query(
    `select institution_id, facts ->> 'explanation' as explanation from ticket_events
     where ticket_id = $1 and type = 'ticketRouted' order by id`,
    [id],
  )
  return rows.map((row) => {
    const found = routeRow.parse(row)
    return { institutionId: found.institution_id, explanation: found.explanation ?? '' }
  })
}

function createConsoleQueries(prisma: PrismaClient): Pick<Store, 'countSignInCodes' | 'findConsoleRequest'> {
  return {
    countSignInCodes: (id, after) =>
      prisma.signInCode.count({
        where: { staffId: id, createdAt: { gt: new Date(after.epochMilliseconds) } },
      }),
    async findConsoleRequest(id, key) {
      const request = await prisma.consoleRequest.findUnique({
        where: { staffId_key: { staffId: id, key } },
        select: { ticketId: true },
      })
      return request === null ? null : ticketId(Number(request.ticketId))
    },
  }
}

async function failEvent(pool: Pool, id: number): Promise<void> {
  await pool.query(
    `update inbox set attempts = attempts + 1, retry_at = now() + interval '1 second' * power(2, attempts)
     where id = $1 and status = 'pending'`,
    [id],
  )
}

async function findUndelivered(prisma: PrismaClient, limit: number): Promise<readonly Undelivered[]> {
  const rows = await prisma.outbox.findMany({
    where: { status: 'failed', kind: { not: 'edit' }, reportedAt: null, ticketId: { not: null } },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, groupId: true, peerId: true, ticketId: true, createdAt: true },
  })
  return rows.map((row) => ({
    id: Number(row.id),
    groupId: groupId(Number(row.groupId)),
    peerId: peerId(Number(row.peerId)),
    ticketId: ticketId(Number(row.ticketId)),
    saidAt: Temporal.Instant.fromEpochMilliseconds(row.createdAt.getTime()),
  }))
}

async function findLosses(pool: Pool, { id, groupId: group, peerId: peer }: Ticket): Promise<TicketLosses> {
  const { rows } = await pool.query<{ last: string | null; without_copy: number }>(
    `select (select o.status from outbox o where o.group_id = $2 and o.peer_id = $3 and o.ticket_id = $1 and o.kind <> 'edit'
             order by o.id desc limit 1) as last,
       (select count(*)::int from attachments where ticket_id = $1
        and (status in ('refused', 'failed') or status = 'pending' and attempts > 0)) as without_copy`,
    [id, group, peer],
  )
  return { isUndelivered: rows[0]?.last === 'failed', filesWithoutCopy: rows[0]?.without_copy ?? 0 }
}

function readAuthor(row: { readonly author: string; readonly authorId: bigint }): TicketMessage['author'] {
  const id = Number(row.authorId)
  if (row.author === 'staff') return { kind: 'staff', id: staffId(id) }
  return { kind: row.author === 'operator' ? 'operator' : 'citizen', id: vkUserId(id) }
}

const storedAttachments = z.array(z.object({ type: z.string(), raw: z.record(z.string(), z.unknown()) }))

async function findMessages(prisma: PrismaClient, id: number): Promise<readonly TicketMessage[]> {
  const rows = await prisma.message.findMany({ where: { ticketId: id }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({
    ticketId: ticketId(Number(row.ticketId)),
    author: readAuthor(row),
    text: row.text,
    attachments: storedAttachments.parse(row.attachments),
    cmid: row.cmid,
    vkAt: Temporal.Instant.fromEpochMilliseconds(row.vkAt.getTime()),
  }))
}
