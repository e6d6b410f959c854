/**
 * The floor: the writes of the product by hand, without VK, scenes or reading. For each message an inbox row, in a
 * transaction of its own because the next poll waits for it; then in one transaction the session, the citizen, the
 * ticket with its events and words, the outbox rows and "done" — each row in the share and of the size that the product
 * wrote in the same run. Plain `pg`, prepared statements, 16 conversations at once.
 */
import pg from 'pg'
import { z } from 'zod'
import { answerParent } from './child.ts'

export const shares = z.object({
  citizens: z.number(),
  tickets: z.number(),
  events: z.number(),
  messages: z.number(),
  outbox: z.number(),
})

const sample = z.object({
  groupId: z.number(),
  institutionId: z.number(),
  inboxBody: z.string(),
  session: z.string(),
  outboxBody: z.string(),
  facts: z.string(),
  words: z.string(),
})

const question = z.object({
  url: z.string(),
  warmupMs: z.number(),
  measureMs: z.number(),
  shares,
  sample,
  /** One transaction for everything: less is promised, because VK is told only after the work. */
  isOneTransaction: z.boolean(),
})
type Question = z.infer<typeof question>

const conversationsAtOnce = 16
const rangeOfLoop = 10_000_000
const intMax = 2_000_000_000

answerParent(async (raw, note) => {
  const asked = question.parse(raw)
  const clients = await Promise.all(
    Array.from({ length: conversationsAtOnce }, async () => {
      const client = new pg.Client({ connectionString: asked.url })
      await client.connect()
      return client
    }),
  )
  const progress = { written: 0, isOver: false }
  const loops = clients.map((client, index) =>
    writeMessages(client, asked, new RowNumbers(asked.shares, (index + 1) * rangeOfLoop), progress),
  )
  await wait(asked.warmupMs)
  note('begin')
  const [startMs, before] = [performance.now(), progress.written]
  await wait(asked.measureMs)
  const figures = { messages: progress.written - before, seconds: (performance.now() - startMs) / 1000 }
  note('end')
  progress.isOver = true
  await Promise.all(loops)
  await Promise.all(clients.map((client) => client.end()))
  return figures
})

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** So many rows of each table that the share is met on average, evenly spread; ids that no other loop uses. */
class RowNumbers {
  readonly #shares: z.infer<typeof shares>
  readonly #first: number
  #message = 0

  constructor(given: z.infer<typeof shares>, first: number) {
    this.#shares = given
    this.#first = first
  }

  next() {
    const number = this.#message
    this.#message += 1
    const total = (share: number): number => Math.floor((number + 1) * share)
    const rows = (share: number): number => total(share) - Math.floor(number * share)
    const { citizens, tickets, events, messages, outbox } = this.#shares
    return {
      number: this.#first + number,
      citizens: rows(citizens),
      tickets: rows(tickets),
      events: rows(events),
      messages: rows(messages),
      outbox: rows(outbox),
      userId: this.#first + total(citizens),
      ticketId: this.#first + total(tickets),
    }
  }
}

async function writeMessages(
  client: pg.Client,
  { sample, isOneTransaction }: Question,
  numbers: RowNumbers,
  progress: { written: number; isOver: boolean },
): Promise<void> {
  const run = (name: keyof typeof statements, values: readonly unknown[]): Promise<pg.QueryResult> =>
    client.query({ name, text: statements[name], values: [...values] })
  const { groupId, institutionId, words } = sample
  for (let isFirst = true; !progress.isOver; isFirst = false) {
    const { number, userId, ticketId, ...rows } = numbers.next()
    if (isOneTransaction) await client.query('begin')
    const stored = await run('inbox', [groupId, userId, `e${number}`, number % intMax, sample.inboxBody])
    if (!isOneTransaction) await client.query('begin')
    await run('session', [`${groupId}:${userId}:${userId}`, sample.session])
    if (rows.citizens > 0 || isFirst) await run('citizen', [userId])
    if (rows.tickets > 0 || isFirst) await run('ticket', [ticketId, groupId, userId, words, institutionId])
    for (let index = 0; index < rows.events; index += 1)
      await run('event', [ticketId, userId, institutionId, sample.facts])
    for (let index = 0; index < rows.messages; index += 1)
      await run('message', [ticketId, userId, words, number % intMax])
    for (let index = 0; index < rows.outbox; index += 1)
      await run('outbox', [groupId, userId, sample.outboxBody, 1 + (number % intMax)])
    await run('done', [stored.rows[0]?.['id']])
    await client.query('commit')
    if (!isFirst) progress.written += 1
  }
}

const statements = {
  inbox: `insert into inbox (group_id, peer_id, user_id, event_id, type, cmid, body, vk_at, received_at)
    values ($1, $2, $2, $3, 'message_new', $4, $5, now(), now()) returning id`,
  session: `insert into sessions (key, value, updated_at) values ($1, $2, now())
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
  citizen: 'insert into citizens (vk_user_id) values ($1) on conflict do nothing',
  ticket: `insert into tickets (id, group_id, peer_id, citizen_id, summary, status, institution_id, opened_at, routed_at,
    first_reply_due_at, final_answer_due_at) values ($1, $2, $3, $3, $4, 'new', $5, now(), now(), now(), now()) on conflict do nothing`,
  event: `insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts)
    values ($1, 'ticketOpened', now(), now(), 'citizen', $2, $3, $4)`,
  message: `insert into messages (ticket_id, author, author_id, text, attachments, cmid, vk_at)
    values ($1, 'citizen', $2, $3, '[]', $4, now())`,
  outbox: `insert into outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
    values ($1, $2, 'message', $3, $4, now(), now())`,
  done: `update inbox set status = 'done', done_at = now() where id = $1 and status = 'pending'`,
} as const
