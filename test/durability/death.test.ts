import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PatientTalk } from '../support/crash-talk.ts'
import { CrashWorld } from '../support/crash-world.ts'
import { waitFor } from '../support/wait-for.ts'
import { publicGroupId } from './question.ts'

let house = 4
/** Far enough from the last one that nobody is asked to join a neighbour. */
const nextQuestion = (): string =>
  `На улице Мира, ${(house += 20)} огромная яма на дороге, машину чуть не разбил`
const coordinatorId = 5001
const staffGroupId = 1000
const startTimeout = 180_000

describe('a product that dies and comes back', { timeout: 180_000 }, () => {
  let world: CrashWorld
  let citizen: PatientTalk
  let question: string

  beforeAll(async () => {
    world = await CrashWorld.create()
  }, startTimeout)

  beforeEach(async () => {
    await world.kill()
    await world.start()
    question = nextQuestion()
    citizen = world.talk(await world.newPerson(), publicGroupId)
  }, startTimeout)

  afterAll(async () => {
    await world.stop()
  }, startTimeout)

  const repliesWith = async (words: string): Promise<number> => {
    const { messages } = await citizen.dialog()
    return messages.filter(({ from, text }) => from === 'community' && text.includes(words)).length
  }

  it('handles in order what was said while it was dead', async () => {
    await citizen.say(question)
    await citizen.hear('принято')
    await world.settle(0)
    await world.kill()

    await citizen.say('Первое: яма напротив дома 7')
    await citizen.say('Второе: ей уже третий день')
    await world.start()
    await waitFor(async () => (await repliesWith('Добавил')) === 2, { timeoutMs: 60_000 })
    await world.settle(0)

    const { rows } = await world.pool.query<{ text: string }>(
      `select m.text from messages m join tickets t on t.id = m.ticket_id where t.citizen_id = $1 order by m.id`,
      [citizen.userId],
    )
    expect(rows.map(({ text }) => text)).toEqual([
      question,
      'Первое: яма напротив дома 7',
      'Второе: ей уже третий день',
    ])
    expect(await repliesWith('Добавил')).toBe(2)
  })

  it('hears of what was said to a community while it was dead although nobody had written there', async () => {
    await world.kill()

    const other = world.talk(citizen.userId, publicGroupId + 1)
    await other.say(question)
    await world.start()

    expect((await other.hear('принято')).text).toContain('Обращение №')
  })

  it('hears a community that somebody was just writing to when it came back', async () => {
    await world.kill()
    const claimed = async (): Promise<string | undefined> => {
      const { rows } = await world.pool.query<{ at: string }>(
        'select lease_expires_at::text as at from poll_cursors where group_id = $1',
        [staffGroupId],
      )
      return rows[0]?.at
    }
    const before = await claimed()
    const writer = await world.pool.connect()
    await writer.query('begin')
    await writer.query('update poll_cursors set polled_at = polled_at where group_id = $1', [publicGroupId])

    const started = world.start()
    try {
      await waitFor(async () => (await claimed()) !== before, { timeoutMs: 25_000 })
    } finally {
      await writer.query('rollback')
      writer.release()
    }
    await started
    await citizen.say(question)

    expect((await citizen.hear('принято')).text).toContain('Обращение №')
  })

  it("sends once when VK's answer is lost and the process dies before it asks again", async () => {
    await world.control('faults', {
      kind: 'drop',
      when: 'after',
      method: 'messages.send',
      groupId: publicGroupId,
    })
    await citizen.say(question)
    await citizen.hear('принято')
    await world.kill()
    const { rows } = await world.pool.query<{ status: string }>(
      'select status from outbox where peer_id = $1',
      [citizen.userId],
    )
    await fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' })

    await world.start()
    await world.settle(0)

    expect(rows).toEqual([{ status: 'pending' }])
    expect(await repliesWith('принято')).toBe(1)
  })

  it('sets a poisonous event aside with a notice, and the conversation goes on', async () => {
    await citizen.say('Здравствуйте')
    await citizen.hear('Здравствуйте')
    const coordinator = world.talk(coordinatorId, staffGroupId)
    await coordinator.skip()
    const id = await givenPoison(world, citizen.userId, 3)
    const neighbour = world.talk(await world.newPerson(), publicGroupId)
    await neighbour.say(nextQuestion())
    await neighbour.hear('принято')

    await world.kill()
    await world.start()
    await untilParked(world, id)
    await citizen.hear('не смог разобрать')
    await coordinator.hear(`событие ${id}`)
    await citizen.say(question)
    await citizen.hear('принято')
    await world.settle(0)

    expect(await repliesWith('не смог разобрать')).toBe(1)
  })

  it('gives notice of a poisonous event although it dies while setting it aside', async () => {
    await citizen.say('Здравствуйте')
    await citizen.hear('Здравствуйте')
    await world.settle(0)
    const { deaths } = world

    await world.arm('after update inbox #1')
    await givenPoison(world, citizen.userId, 4)
    await waitFor(() => world.deaths > deaths, { timeoutMs: 30_000 })
    await world.settle(deaths + 1)

    expect(await repliesWith('не смог разобрать')).toBe(1)
  })
})

/** An event that no code can read, after so many attempts. */
async function givenPoison(world: CrashWorld, userId: number, attempts: number): Promise<number> {
  const { rows } = await world.pool.query<{ id: number }>(
    `insert into inbox (group_id, peer_id, user_id, type, body, attempts, vk_at, received_at)
     values ($1, $2, $2, 'message_new', '{}', $3, now(), now()) returning id::float8 as id`,
    [publicGroupId, userId, attempts],
  )
  const [row] = rows
  if (row === undefined) throw new Error('nothing was inserted')
  return row.id
}

/** Its attempts lie further and further apart; this shortens the waits. */
async function untilParked(world: CrashWorld, id: number): Promise<void> {
  await waitFor(
    async () => {
      await world.pool.query('update inbox set retry_at = now() where id = $1', [id])
      const { rows } = await world.pool.query<{ status: string }>('select status from inbox where id = $1', [
        id,
      ])
      return rows[0]?.status === 'parked'
    },
    { timeoutMs: 60_000, what: 'the event to be parked' },
  )
}
