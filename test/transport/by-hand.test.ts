/** A person of the community writes in VK's own interface, a citizen edits, a callback button is pressed. */
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const administration = 1001
const operator = 77

describe('words by hand', () => {
  const clock = new TestClock()
  let region: TestProduct
  let house = 200

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })
  afterAll(() => region.stop())

  const replyByHand = async (citizen: Talk, text: string): Promise<void> => {
    const { userId, groupId } = citizen
    const answer = await fetch(`${region.sandbox.url}/sandbox/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ groupId, userId, adminUserId: operator, text }),
    })
    expect(answer.ok).toBe(true)
  }

  const handled = async (citizen: Talk, type: string): Promise<void> => {
    await waitFor(async () => {
      const { rows } = await region.pool.query(
        `SELECT 1 FROM inbox WHERE group_id = $1 AND peer_id = $2 AND type = $3 AND status <> 'pending'`,
        [citizen.groupId, citizen.userId, type],
      )
      return rows.length > 0
    })
  }

  /** As VK would send it: the sandbox has no people who edit. */
  const arrives = async (citizen: Talk, type: string, body: object): Promise<void> => {
    await region.pool.query(
      `INSERT INTO inbox (group_id, peer_id, user_id, event_id, type, cmid, body, vk_at, received_at)
       VALUES ($1, $2, $2, md5(random()::text), $3, NULL, $4, now(), now())`,
      [citizen.groupId, citizen.userId, type, JSON.stringify(body)],
    )
    region.product.inbox.wake()
    await handled(citizen, type)
  }

  const asked = async (): Promise<{ readonly citizen: Talk; readonly cmid: number; readonly id: number }> => {
    const citizen = await region.newcomer(administration)
    house += 20
    const cmid = await citizen.say(`На улице Кленовой, ${house} третий день не горит ни один фонарь, темно`)
    const { text } = await citizen.hear('принято')
    return { citizen, cmid, id: Number(/№ (\d+)/u.exec(text)?.[1]) }
  }

  const ticketOf = async (id: number): Promise<TicketStory> => {
    const { rows } = await region.pool.query(
      `SELECT t.status, t.first_response_at AS "firstResponseAt",
         (SELECT array_agg(e.type ORDER BY e.id) FROM ticket_events e WHERE e.ticket_id = t.id) AS facts,
         (SELECT json_agg(json_build_object('author', m.author, 'text', m.text) ORDER BY m.id)
          FROM messages m WHERE m.ticket_id = t.id) AS said
       FROM tickets t WHERE t.id = $1`,
      [id],
    )
    return story.parse(rows[0])
  }

  it('count as the response of a human, and leave the ticket open', async () => {
    const { citizen, id } = await asked()

    await replyByHand(citizen, 'Бригада уже едет')
    await handled(citizen, 'message_reply')

    const ticket = await ticketOf(id)
    expect(ticket.status).toBe('new')
    expect(ticket.firstResponseAt).not.toBeNull()
    expect(ticket.facts).toEqual(['ticketOpened', 'ticketRouted', 'operatorReplied'])
    expect(ticket.said.at(-1)).toEqual({ author: 'operator', text: 'Бригада уже едет' })
    const { total } = await region.product.statistics.statistics({
      from: clock.now().subtract({ hours: 1 }),
      to: clock.now().add({ hours: 1 }),
      now: clock.now(),
    })
    expect(total.firstResponseMedianSeconds).not.toBeNull()
    expect(total.answered).toBe(0)
  })

  it('silence the bot, and what the citizen says goes to the ticket', async () => {
    const { citizen, id } = await asked()
    await replyByHand(citizen, 'Какой у вас подъезд?')
    await handled(citizen, 'message_reply')
    const before = await citizen.dialog()

    await citizen.say('Второй, там самое тёмное место')

    await waitFor(async () => (await ticketOf(id)).said.length === 3)
    await region.product.outbox.drain()
    expect((await ticketOf(id)).facts.at(-1)).toBe('messageAdded')
    expect((await citizen.dialog()).messages).toHaveLength(before.messages.length + 1)
  })

  it('do not keep the bot from a command, from danger, or from speaking half an hour later', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Начать')
    await citizen.hear('Здравствуйте')
    await replyByHand(citizen, 'Добрый день')
    await handled(citizen, 'message_reply')

    await citizen.say('Мои обращения')
    await citizen.hear(/./u)
    const { messages } = await citizen.dialog()
    const cmid = await citizen.say('Вечером там темно')
    await waitFor(async () => {
      const { rows } = await region.pool.query(
        `SELECT 1 FROM inbox WHERE group_id = $1 AND peer_id = $2 AND cmid = $3 AND status = 'done'`,
        [citizen.groupId, citizen.userId, cmid],
      )
      return rows.length > 0
    })
    await region.product.outbox.drain()
    expect((await citizen.dialog()).messages).toHaveLength(messages.length + 1)
    await citizen.say('Пахнет газом в подъезде!')
    await citizen.hear('104')

    const another = await region.newcomer(administration)
    await another.say('Начать')
    await another.hear('Здравствуйте')
    await replyByHand(another, 'Добрый день')
    await handled(another, 'message_reply')
    clock.advance(1_900)
    await another.say('На улице Кленовой, 32 не горит фонарь')
    await another.hear('принято')
  })

  it('that quote a message answer the ticket it belongs to', async () => {
    const { citizen, cmid, id } = await asked()
    await citizen.say('Новый вопрос')
    await citizen.hear(/./u)
    await citizen.say('Пахнет газом в подъезде!')
    const newer = Number(/№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1])

    await arrives(citizen, 'message_reply', {
      from_id: -citizen.groupId,
      peer_id: citizen.userId,
      admin_author_id: operator,
      date: Math.ceil(clock.now().epochMilliseconds / 1000) + 1,
      conversation_message_id: cmid + 100,
      text: 'Фонари починим завтра',
      reply_message: { conversation_message_id: cmid, text: '' },
    })

    expect((await ticketOf(id)).facts).toContain('operatorReplied')
    expect((await ticketOf(newer)).facts).not.toContain('operatorReplied')
  })

  it('of the bot itself are not taken for a person’s', async () => {
    const { citizen, id } = await asked()

    await citizen.say('Темно по всей улице')
    await citizen.hear(/./u)

    expect((await ticketOf(id)).facts).not.toContain('operatorReplied')
  })

  it('that a citizen edited join the ticket once, without a reply', async () => {
    const { citizen, cmid, id } = await asked()
    const edited = {
      from_id: citizen.userId,
      peer_id: citizen.userId,
      date: 1_790_000_000,
      conversation_message_id: cmid,
      text: 'На улице Кленовой, 14',
    }
    const before = await citizen.dialog()

    await arrives(citizen, 'message_edit', edited)
    await arrives(citizen, 'message_edit', edited)

    await waitFor(async () => (await ticketOf(id)).facts.includes('messageEdited'))
    await region.product.inbox.drain()
    const ticket = await ticketOf(id)
    expect(ticket.facts.filter((fact) => fact === 'messageEdited')).toHaveLength(1)
    expect(ticket.said.at(-1)).toEqual({ author: 'citizen', text: 'На улице Кленовой, 14' })
    expect((await citizen.dialog()).messages).toHaveLength(before.messages.length)
  })

  it('behind a callback button are understood like any button', async () => {
    const { citizen, id } = await asked()
    await citizen.skip()

    await arrives(citizen, 'message_event', {
      user_id: citizen.userId,
      peer_id: citizen.userId,
      event_id: 'abcdef012345',
      payload: { c: 'mine' },
    })

    expect((await citizen.hear(`${id}`)).text).toContain(`№ ${id}`)
  })
})

const story = z.object({
  status: z.string(),
  firstResponseAt: z.date().nullable(),
  facts: z.array(z.string()),
  said: z.array(z.object({ author: z.string(), text: z.string() })),
})
type TicketStory = z.infer<typeof story>
