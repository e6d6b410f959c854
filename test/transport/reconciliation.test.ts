/** The whole product against the sandbox: what VK's long poll did not bring is found in the history, once. */
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

const administration = 1001
const school = 1004
const kindergarten = 1005

describe('reconciliation', () => {
  const clock = new TestClock()
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
    await region.product.reconciliation.drain()
  })
  afterAll(() => region.stop())

  const control = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${region.sandbox.url}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }

  const stored = async (groupId: number, userId: number): Promise<readonly StoredEvent[]> => {
    const { rows } = await region.pool.query<StoredEvent>(
      `SELECT type, cmid, event_id IS NULL AS "isFromHistory", vk_at AS "vkAt", body #>> '{message,text}' AS text
       FROM inbox WHERE group_id = $1 AND peer_id = $2 AND type IN ('message_new', 'message_reply') ORDER BY id`,
      [groupId, userId],
    )
    return rows
  }

  /** The product hears nothing of the community until VK has thrown its events away. */
  const loseEventsOf = async (groupId: number, failed: 1 | 3, work: () => Promise<void>): Promise<void> => {
    await region.product.stop()
    await work()
    await control('faults', { kind: 'poll_failed', failed, groupId, count: 1 })
    await region.restart()
  }

  it.each([
    { failed: 1, what: 'VK lost a part of its events' },
    { failed: 3, what: 'VK lost key and place' },
  ] as const)('finds messages after failed $failed: $what', async ({ failed }) => {
    const citizen = await region.newcomer(school)
    const cmid = await tell(citizen, () =>
      loseEventsOf(school, failed, async () => {
        await citizen.say('В классе холодно, батареи не греют')
      }),
    )

    const [event, ...more] = await waitFor(async () => {
      const events = await stored(school, citizen.userId)
      return events.length > 0 ? events : null
    })
    expect(event).toMatchObject({ cmid, isFromHistory: true, text: 'В классе холодно, батареи не греют' })
    expect(more).toEqual([])
    await citizen.hear(/принято|о чём вопрос/u)
  })

  it('keeps VK’s own date, so that waiting is counted from the first word', async () => {
    const citizen = await region.newcomer(school)
    await loseEventsOf(school, 3, async () => {
      await citizen.say('Когда начнутся каникулы?')
    })

    const [event] = await waitFor(async () => {
      const events = await stored(school, citizen.userId)
      return events.length > 0 ? events : null
    })
    const dialog: unknown = await citizen.dialog()
    const { messages } = z.object({ messages: z.array(z.object({ date: z.number() })) }).parse(dialog)
    expect((event?.vkAt.getTime() ?? 0) / 1000).toBe(messages[0]?.date)
  })

  it('finds messages although VK’s clock is an hour behind', async () => {
    const citizen = await region.newcomer(school)
    await control('faults', { kind: 'clock_skew', seconds: -3600 })
    await loseEventsOf(school, 3, async () => {
      await citizen.say('Во сколько последний звонок?')
    })

    await citizen.hear(/./u)
    expect(await stored(school, citizen.userId)).toMatchObject([{ isFromHistory: true }])
    await fetch(`${region.sandbox.url}/sandbox/faults`, { method: 'DELETE' })
  })

  it('leaves alone what a person of the community has answered by hand', async () => {
    const answered = await region.newcomer(administration)
    const waiting = await region.newcomer(administration)
    await loseEventsOf(administration, 3, async () => {
      await answered.say('Во сколько открывается приёмная?')
      await control('replies', {
        groupId: administration,
        userId: answered.userId,
        adminUserId: 9001,
        text: 'В девять утра.',
      })
      await waiting.say('На улице Кленовой, 12 не горит фонарь')
    })

    await waiting.hear('принято')
    await region.product.reconciliation.drain()
    expect((await stored(administration, answered.userId)).map(({ type }) => type)).toEqual(['message_reply'])
  })

  it('hears a question that is found only after somebody wrote by hand behind it', async () => {
    const citizen = await region.newcomer(administration)
    const method = 'messages.getConversations'
    await control('faults', { kind: 'api_error', code: 10, method, groupId: administration })
    await loseEventsOf(administration, 3, async () => {
      await citizen.say('На улице Кленовой, 77 не горит фонарь')
    })
    // With the gap noted, the place after it is known: what is said now comes by the long poll.
    await waitFor(async () => {
      const { rows } = await region.pool.query(
        'SELECT 1 FROM poll_cursors WHERE gap_since IS NOT NULL AND group_id = $1',
        [administration],
      )
      return rows.length === 1
    })
    await citizen.say('Мои обращения')
    await citizen.hear('пока нет')
    await citizen.sayByHand('Добрый день! Слушаем вас.')
    await waitFor(async () => (await stored(administration, citizen.userId)).length === 2)
    await fetch(`${region.sandbox.url}/sandbox/faults`, { method: 'DELETE' })

    await citizen.hear('принято')
    const types = (await stored(administration, citizen.userId)).map(({ type }) => type)
    expect(types).toEqual(['message_new', 'message_reply', 'message_new'])
    const replyCount = (await citizen.dialog()).messages.length
    await citizen.say('И второй рядом тоже')
    await region.product.inbox.drain()
    expect((await citizen.dialog()).messages).toHaveLength(replyCount + 1)
  })

  it('stores once what both history and long poll bring', async () => {
    const citizen = await region.newcomer(kindergarten)
    await citizen.say('Нужна справка о посещении сада')
    await citizen.hear(/./u)
    await region.pool.query(
      `UPDATE poll_cursors SET gap_since = now() - interval '1 hour', gap_noted_at = now() WHERE group_id = $1`,
      [kindergarten],
    )
    const words = ['раз', 'два', 'три', 'четыре', 'пять']

    await Promise.all([
      region.product.reconciliation.drain(),
      (async () => {
        for (const word of words) await citizen.say(`Ещё вопрос: ${word}`)
      })(),
    ])
    await region.product.reconciliation.drain()

    const events = await waitFor(async () => {
      const found = await stored(kindergarten, citizen.userId)
      return found.length > words.length ? found : null
    })
    expect(events.map(({ cmid }) => cmid)).toEqual([...new Set(events.map(({ cmid }) => cmid))])
    expect(events).toHaveLength(words.length + 1)
  })

  it('reads history after a downtime, even when the long poll goes on where it was', async () => {
    const citizen = await region.newcomer(school)
    await region.product.stop()
    await citizen.say('Будет ли кружок рисования?')
    await region.pool.query(
      `UPDATE poll_cursors SET polled_at = now() - interval '2 hours' WHERE group_id = $1`,
      [school],
    )

    await region.restart()
    await citizen.hear(/./u)
    await waitFor(async () => {
      const { rows } = await region.pool.query('SELECT 1 FROM poll_cursors WHERE gap_since IS NOT NULL')
      return rows.length === 0
    })

    expect(await stored(school, citizen.userId)).toHaveLength(1)
  })

  it('tries again when VK refuses, and closes the gap only then', async () => {
    const citizen = await region.newcomer(school)
    await control('faults', {
      kind: 'api_error',
      code: 10,
      method: 'messages.getConversations',
      groupId: school,
      count: 1,
    })
    await loseEventsOf(school, 3, async () => {
      await citizen.say('Где узнать расписание?')
    })

    await citizen.hear(/./u)

    expect(await stored(school, citizen.userId)).toHaveLength(1)
  })

  it('does not take years of old messages for questions when a community is new', async () => {
    const former = await region.newcomer(school)
    const present = await region.newcomer(school)
    await region.product.stop()
    await former.say('Это было до бота')
    clock.advance(3600)
    await present.say('А это, пока его настраивали')
    await region.pool.query('DELETE FROM poll_cursors WHERE group_id = $1', [school])

    await region.restart()
    await present.hear(/./u)
    await region.product.reconciliation.drain()

    expect(await stored(school, present.userId)).toHaveLength(1)
    expect(await stored(school, former.userId)).toEqual([])
  })
})

describe('reconciliation of a community with a greeting of its own', () => {
  let region: TestProduct

  beforeAll(async () => {
    // VK says the greeting; the sandbox takes it from whoever sends without a number, which we never do.
    region = await startTestProduct({ isJudged: false })
    await region.product.reconciliation.drain()
  })
  afterAll(() => region.stop())

  it('leaves alone what was answered by hand after it', async () => {
    const answered = await region.newcomer(administration)
    const waiting = await region.newcomer(administration)
    await region.product.stop()
    for (const citizen of [answered, waiting]) {
      await citizen.say('На улице Кленовой, 19 не горит фонарь')
      const greeting = { message: 'Мы ответим позже', random_id: '0', peer_id: String(citizen.userId) }
      const sent = await fetch(`${region.sandbox.url}/method/messages.send`, {
        method: 'POST',
        body: new URLSearchParams({ ...greeting, v: '5.199', access_token: `sandbox-${administration}` }),
      })
      expect(await sent.json()).toHaveProperty('response')
    }
    await answered.sayByHand('Передали электрикам.')
    const lost = { kind: 'poll_failed', failed: 3, groupId: administration, count: 1 }
    await fetch(`${region.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(lost),
    })
    await region.restart()

    await waiting.hear('принято')
    await region.product.reconciliation.drain()
    const { rows } = await region.pool.query('SELECT type FROM inbox WHERE peer_id = $1', [answered.userId])
    expect(rows).toEqual([{ type: 'message_reply' }])
  })
})

interface StoredEvent {
  readonly type: string
  readonly cmid: number
  readonly isFromHistory: boolean
  readonly vkAt: Date
  readonly text: string | null
}

/** The number of the person's last message after `work`. */
async function tell(
  citizen: { dialog(): Promise<{ readonly messages: readonly { cmid: number; from: string }[] }> },
  work: () => Promise<void>,
): Promise<number | undefined> {
  await work()
  const { messages } = await citizen.dialog()
  return messages.findLast(({ from }) => from === 'user')?.cmid
}
