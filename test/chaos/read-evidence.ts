/** Reads both sides when a run has come to rest: dialogues through VK's own methods, the books through SQL. */
import type pg from 'pg'
import { z } from 'zod'
import type { Evidence, SaidInVk } from './evidence.ts'
import type { VkProcess } from './vk-process.ts'

const pageSize = 200

export async function readEvidence(vk: VkProcess, pool: pg.Pool): Promise<Evidence> {
  const { communities } = await vk.state()
  const said = await Promise.all(communities.map((community) => readCommunity(vk, community)))
  const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<readonly Row[]> =>
    (await pool.query<Row>(sql)).rows
  return {
    said: said.flat(),
    inbox: await rows(
      `select group_id::float8 as "groupId", peer_id::float8 as "peerId", type, cmid, status, reason
       from inbox order by id`,
    ),
    outbox: await rows(
      `select id::float8 as id, group_id::float8 as "groupId", peer_id::float8 as "peerId", status,
         random_id as "randomId", cmid, coalesce(body->>'message', '') as text, error,
         edits_id::float8 as "editsId" from outbox order by id`,
    ),
    tickets: await rows(
      `select id::float8 as id, group_id::float8 as "groupId", peer_id::float8 as "peerId", status from tickets order by id`,
    ),
    ticketEvents: await rows(
      `select ticket_id::float8 as "ticketId", type, (facts->>'cmid')::int as cmid,
         extract(epoch from vk_at)::float8 as "vkDate" from ticket_events order by id`,
    ),
    words: await rows(`select ticket_id::float8 as "ticketId", author, text, cmid from messages order by id`),
    openGaps: (
      await rows<{ id: number }>(
        'select group_id::float8 as id from poll_cursors where gap_since is not null',
      )
    ).map(({ id }) => id),
  }
}

interface Community {
  readonly groupId: number
  readonly token: string
}

const conversationsSchema = z.object({
  items: z.array(z.object({ conversation: z.object({ peer: z.object({ id: z.number() }) }) })),
})
const historySchema = z.object({
  items: z.array(
    z.object({
      conversation_message_id: z.number(),
      from_id: z.number(),
      date: z.number(),
      text: z.string(),
      random_id: z.number(),
      admin_author_id: z.number().optional(),
    }),
  ),
})

async function readCommunity(vk: VkProcess, { groupId, token }: Community): Promise<readonly SaidInVk[]> {
  const peers = await readPages(async (offset) => {
    const answer = await vk.call(token, 'messages.getConversations', {
      filter: 'all',
      count: pageSize,
      offset,
    })
    return conversationsSchema.parse(answer).items.map(({ conversation }) => conversation.peer.id)
  })
  const said: SaidInVk[] = []
  for (const peerId of new Set(peers)) said.push(...(await readDialogue(vk, { groupId, token, peerId })))
  return said
}

async function readDialogue(
  vk: VkProcess,
  { groupId, token, peerId }: Community & { readonly peerId: number },
): Promise<readonly SaidInVk[]> {
  const items = await readPages(async (offset) => {
    const answer = await vk.call(token, 'messages.getHistory', {
      peer_id: peerId,
      count: pageSize,
      offset,
      rev: 1,
    })
    return historySchema.parse(answer).items
  })
  return items.map((item) => ({
    groupId,
    peerId,
    cmid: item.conversation_message_id,
    author: authorOf(item),
    text: unescaped(item.text),
    date: item.date,
    randomId: item.random_id,
  }))
}

function authorOf(item: { from_id: number; admin_author_id?: number | undefined }): SaidInVk['author'] {
  if (item.from_id > 0) return 'person'
  return item.admin_author_id === undefined ? 'bot' : 'operator'
}

async function readPages<Item>(read: (offset: number) => Promise<readonly Item[]>): Promise<readonly Item[]> {
  const found: Item[] = []
  for (;;) {
    const page = await read(found.length)
    found.push(...page)
    if (page.length < pageSize) return found
  }
}

/** VK's history escapes four characters. */
const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
