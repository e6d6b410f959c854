import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const administration = 1001
/** Longer than a busy machine takes between two messages; the clock passes over it. */
const silenceSeconds = 45
const link = 'https://example.ru/voice'
const voice = {
  type: 'audio_message',
  audio_message: {
    id: 7,
    owner_id: 1,
    duration: 5,
    link_ogg: link,
    link_mp3: link,
    waveform: [1],
    access_key: 'key',
  },
}

describe('words sent in a row', () => {
  const clock = new TestClock()
  clock.startAt(moment('2026-11-10 10:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock, silenceSeconds })
  })

  afterAll(async () => {
    await region.stop()
  })

  const waiting = async ({ userId }: Talk): Promise<number> => {
    const { rows } = await region.pool.query<{ count: number }>(
      `select count(*)::int as count from inbox where user_id = $1 and status = 'pending' and waits_until is not null`,
      [userId],
    )
    return rows[0]?.count ?? 0
  }
  const untilWaiting = (talk: Talk, count: number): Promise<unknown> =>
    waitFor(async () => (await waiting(talk)) === count, { what: `${count} messages to wait` })
  const fallSilent = async (): Promise<void> => {
    clock.advance(silenceSeconds + 1)
    await region.product.inbox.drain()
  }
  const repliesTo = async (talk: Talk): Promise<readonly string[]> =>
    (await talk.dialog()).messages.filter(({ from }) => from === 'community').map(({ text }) => text)

  it('become one question: a greeting, a few words, a photo and a place are answered once', async () => {
    const citizen = await region.newcomer(administration)

    await citizen.say('Здравствуйте')
    await citizen.say('яма на дороге')
    await citizen.say('', { attachments: [await region.uploadPhoto()] })
    await citizen.say('огромная, на улице Кленовой, 17')
    await untilWaiting(citizen, 4)
    expect(await repliesTo(citizen)).toEqual([])
    await fallSilent()

    const { text } = await citizen.hear(/принято|о чём вопрос/u)
    expect(await repliesTo(citizen)).toEqual([text])
    if (!text.includes('принято')) {
      await citizen.press('Другое')
      await citizen.hear('принято')
    }
    const { rows } = await region.pool.query(
      `select m.text, m.cmid is not null as numbered from messages m join tickets t on t.id = m.ticket_id
       where t.citizen_id = $1 order by m.id`,
      [citizen.userId],
    )
    expect(rows.map(({ text: words }) => words)).toEqual([
      'Здравствуйте',
      'яма на дороге',
      '',
      'огромная, на улице Кленовой, 17',
    ])
    expect(rows.every(({ numbered }) => numbered === true)).toBe(true)
  })

  it('do not hold up a whole question: it is answered at once, and what follows joins it with one reply', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Кленовой, 41 третий день не горит ни один фонарь, темно')
    const { text } = await citizen.hear('принято')
    const number = /№ (\d+)/u.exec(text)?.[1] ?? ''

    await citizen.say('и во дворе тоже')
    await citizen.say('дети боятся идти из школы')
    await citizen.say('', { attachments: [await region.uploadPhoto()] })
    await citizen.say('', { attachments: [voice] })
    await untilWaiting(citizen, 4)
    expect(await repliesTo(citizen)).toHaveLength(1)
    await fallSilent()

    expect((await citizen.hear('Добавил')).text).toContain(`№ ${number}`)
    expect(await repliesTo(citizen)).toHaveLength(2)
    const { rows } = await region.pool.query(
      'select count(*)::int as words from messages where ticket_id = $1',
      [number],
    )
    expect(rows).toEqual([{ words: 5 }])
  })

  it('are answered at once when one of them tells of danger, with all that was said before', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Помогите')
    await untilWaiting(citizen, 1)

    await citizen.say('пахнет газом')

    const advice = await citizen.hear('104')
    const receipt = await citizen.hear('принято')
    expect(advice.cmid).toBeLessThan(receipt.cmid)
    expect(await waiting(citizen)).toBe(0)
    const { rows } = await region.pool.query(
      'select m.text from messages m join tickets t on t.id = m.ticket_id where t.citizen_id = $1 order by m.id',
      [citizen.userId],
    )
    expect(rows).toEqual([{ text: 'Помогите' }, { text: 'пахнет газом' }])
  })

  it('are heard before somebody of the community writes by hand: nothing said before is lost', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Здравствуйте')
    await citizen.say('На улице Кленовой, 517 третий день не горит ни один фонарь, темно')
    await untilWaiting(citizen, 2)

    await citizen.sayByHand('Заходите к нам в приёмный день, поможем.')
    await citizen.hear('принято')
    await region.product.inbox.drain()
    const { rows } = await region.pool.query(
      'select first_response_at is not null as answered from tickets where citizen_id = $1',
      [citizen.userId],
    )
    expect(rows).toEqual([{ answered: true }])
  })

  it('wait for nobody who presses a button or asks for something by a command', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Добрый день')
    await untilWaiting(citizen, 1)

    await citizen.say('мои обращения')

    await citizen.hear('Обращений у вас пока нет')
    expect(await repliesTo(citizen)).toHaveLength(2)
    expect(await waiting(citizen)).toBe(0)
  })

  it('survive the end of the process: they are answered once after the next start', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Здравствуйте')
    await citizen.say('фонарь не горит')
    await untilWaiting(citizen, 2)

    await region.restart()
    expect(await waiting(citizen)).toBe(2)
    await fallSilent()

    await citizen.hear(/./u)
    expect(await repliesTo(citizen)).toHaveLength(1)
  })

  it('fifty within a minute are answered once or twice, and a cry among them at once', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Кленовой, 57 огромная яма на дороге, объезжают по тротуару')
    await citizen.hear(/принято|о чём вопрос/u)
    const before = (await repliesTo(citizen)).length

    for (let index = 1; index <= 30; index += 1) await citizen.say(`и ещё вот что номер ${index}`)
    await untilWaiting(citizen, 30)
    expect(await repliesTo(citizen)).toHaveLength(before)
    await citizen.say('человек провалился в открытый люк, помогите!')
    await citizen.hear('112')
    await citizen.hear('принято')
    for (let index = 31; index <= 48; index += 1) await citizen.say(`и ещё номер ${index}`)
    await untilWaiting(citizen, 18)
    await fallSilent()

    await waitFor(async () => (await waiting(citizen)) === 0)
    await citizen.hear(/./u)
    expect((await repliesTo(citizen)).length - before).toBeLessThanOrEqual(3)
    await region.product.inbox.drain()
    const { rows } = await region.pool.query(
      `select count(*)::int as parked from inbox where user_id = $1 and status <> 'done'`,
      [citizen.userId],
    )
    expect(rows).toEqual([{ parked: 0 }])
  })
})
