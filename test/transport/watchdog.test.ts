/** The whole product against the sandbox: a community in trouble is told of once, and comes back by itself. */
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const school = 1004
const kindergarten = 1005
const ofTheTown = 5002

describe('watchdog', () => {
  const clock = new TestClock()
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })
  afterAll(() => region.stop())

  const fault = async (method: 'POST' | 'DELETE', body?: object): Promise<void> => {
    const answer = await fetch(`${region.sandbox.url}/sandbox/faults`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    expect(answer.ok).toBe(true)
  }

  const coordinators = async (): Promise<readonly Talk[]> => {
    const { rows } = await region.pool.query(
      `SELECT DISTINCT s.vk_user_id::float8 AS "userId", s.contact_group_id::float8 AS "groupId"
       FROM staff s JOIN memberships m ON m.staff_id = s.id
       WHERE m.role = 'coordinator' AND m.ended_at IS NULL AND s.contact_group_id IS NOT NULL`,
    )
    return z
      .array(z.object({ userId: z.number(), groupId: z.number() }))
      .parse(rows)
      .map(({ userId, groupId }) => region.talk(userId, groupId))
  }

  const heard = async (): Promise<readonly string[]> => {
    const dialogs = await Promise.all((await coordinators()).map((coordinator) => coordinator.dialog()))
    return dialogs.flatMap(({ messages }) =>
      messages.map(({ text }) => text).filter((text) => text.includes('не обслужива')),
    )
  }

  const trouble = async (groupId: number): Promise<string | null> => {
    const { rows } = await region.pool.query<{ trouble: string | null }>(
      'SELECT trouble FROM communities WHERE group_id = $1',
      [groupId],
    )
    return rows[0]?.trouble ?? null
  }

  it('tells coordinators once, serves the others, and everything goes on when the cause is gone', async () => {
    const pupil = await region.newcomer(school)
    const parent = await region.newcomer(kindergarten)
    await fault('POST', { kind: 'api_error', code: 5, method: 'messages.send', groupId: school })

    await pupil.say('Когда начнутся каникулы?')
    await waitFor(() => trouble(school))
    await region.product.watchdog.drain()
    await region.product.watchdog.drain()
    await region.product.outbox.drain()

    const told = await waitFor(async () => {
      const texts = await heard()
      return texts.length > 0 ? texts : null
    })
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('Ключ доступа сообщества недействителен или отозван')

    await parent.say('Здравствуйте')
    await parent.hear(/./u)

    await fault('DELETE')
    clock.advance(120)
    await pupil.hear(/./u)
    await waitFor(async () => (await trouble(school)) === null)
  })

  it('tells of several communities in one message, and again only after an hour', async () => {
    const before = (await heard()).length
    const troubled = (since: string): Promise<unknown> =>
      region.pool.query(
        `UPDATE communities SET trouble = 'Сломалось.', trouble_since = $2 WHERE group_id = ANY ($1::bigint[])`,
        [[school, kindergarten], since],
      )

    clock.advance(60)
    await troubled(clock.now().toString())
    await region.product.watchdog.drain()
    await region.product.outbox.drain()
    const first = (await heard()).slice(before)
    expect(first).toHaveLength(1)
    // The school was told of a few minutes ago.
    expect(first[0]).toMatch(/^Сообщество не обслуживается: «[^»]+»\.\nСломалось\.$/u)

    clock.advance(3_700)
    await troubled(clock.now().toString())
    await region.product.watchdog.drain()
    await region.product.outbox.drain()
    const second = (await heard()).slice(before + 1)
    expect(second).toHaveLength(1)
    expect(second[0]).toMatch(/^Сообщества не обслуживаются: «[^»]+», «[^»]+»\./u)
  })

  it('lets a coordinator sleep: what happened at night comes in one message, each trouble once', async () => {
    const coordinator = (await coordinators()).find(({ userId }) => userId === ofTheTown)
    if (coordinator === undefined) throw new Error('the sample region has this coordinator')
    const hoursTo = (minutes: number): string =>
      String(clock.now().toZonedDateTimeISO('Europe/Moscow').add({ minutes }).hour)
    await coordinator.say(`Тихие часы с ${hoursTo(-60)} до ${hoursTo(300)}`)
    await coordinator.hear('Тихие часы — каждый день')
    const before = (await heard()).length
    for (const [group, sentence] of [
      [school, 'Сломалось.'],
      [kindergarten, 'Не отвечает.'],
      [school, 'Сломалось.'],
    ]) {
      clock.advance(3_700)
      await region.pool.query(
        'UPDATE communities SET trouble = $2, trouble_since = $3, trouble_told_at = null WHERE group_id = $1',
        [group, sentence, clock.now().toString()],
      )
      await region.product.watchdog.drain()
    }
    await region.product.outbox.drain()
    const asleep = (await heard()).slice(before)

    clock.advance(3 * 3_600)
    await region.product.timers.drain()
    await region.product.outbox.drain()

    const awake = (await heard()).slice(before)
    expect([asleep, awake.length]).toEqual([[], 1])
    expect(awake[0]).toMatch(/^Пока вас не беспокоили.*Не отвечает\..*Сломалось\.$/su)
  })
})
