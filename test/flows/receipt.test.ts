import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConsoleClient, webOf } from '../support/console.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'

const administration = 1001
const regionCoordinator = 5001
const officialWays = 'на сайте области или в приёмной на улице Мира, 1'

describe('a receipt', () => {
  const clock = new TestClock()
  /** A Tuesday. */
  clock.startAt(moment('2026-11-10 17:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock, officialWays })
  })

  afterAll(async () => {
    await region.stop()
  })

  const receiptFor = async (street: string): Promise<string> => {
    const citizen = await region.newcomer(administration)
    await citizen.say(`На улице ${street} третий день не горит ни один фонарь, темно`)
    return (await citizen.hear('принято')).text
  }

  it('names the deadline in words and no habit while there are too few answers', async () => {
    const text = await receiptFor('Кленовой, 5')

    expect(text).toMatch(/Первый ответ — завтра до \d+:\d\d/u)
    expect(text).not.toContain('Обычно')
    expect(text).not.toContain('нерабочее время')
  })

  it('tells how soon that owner usually answers once five tickets show it', async () => {
    const { rows } = await region.pool.query<{ id: string }>('select max(id) as id from tickets')
    // Five answered tickets of the same owner; the middle one waited a little under five hours.
    await region.pool.query(
      `insert into tickets select (json_populate_record(t, json_build_object('id', t.id + n, 'status', 'answered',
         'answered_at', t.opened_at + n * interval '97 minutes', 'first_response_at', t.opened_at + n * interval '97 minutes'))).*
       from tickets t, generate_series(1, 5) n where t.id = $1`,
      [rows[0]?.id],
    )
    await region.pool.query(`select setval('ticket_number', (select max(id) from tickets))`)
    clock.advance(3601)
    await region.product.timers.drain()

    const text = await receiptFor('Садовой, 8')

    expect(text).toContain('Обычно отвечает за 5 часов.')
    expect(text).toMatch(/Первый ответ — завтра до \d+:\d\d/u)
  })

  it('tells once, out of hours, when exactly the owner is back', async () => {
    clock.startAt(moment('2026-11-14 23:30'))
    const citizen = await region.newcomer(administration)

    await citizen.say('На улице Заречной, 3 третий день не горит ни один фонарь, темно')
    const { text } = await citizen.hear('принято')
    await citizen.say('И во дворе тоже не горит, очень темно и страшно ходить')
    const added = await citizen.hear('Добавил')

    expect(text).toMatch(/Сейчас там нерабочее время\. Снова на месте — .*\d+:\d\d/u)
    expect(added.text).not.toContain('нерабочее время')
  })

  it('names the ways of an official appeal in the words of the region, in one line', async () => {
    const lines = (await receiptFor('Лесной, 44')).split('\n')

    expect(lines.filter((line) => line.includes('59-ФЗ'))).toEqual([
      `Это сообщение в соцсети, а не официальное обращение по закону № 59-ФЗ. Официальное можно подать ${officialWays}.`,
    ])
  })

  it('and a greeting are in the words of the region as soon as they are saved, and as usual when these are brought back', async () => {
    const coordinator = await ConsoleClient.of(region, webOf(region), regionCoordinator)
    const put = async (key: string, text: string | null, seen: string | null): Promise<unknown> =>
      (await coordinator.post(`/directory/texts/${key}`, { text, seen, isDryRun: false })).body
    const greeting = async (): Promise<string> => {
      const citizen = await region.newcomer(administration)
      await citizen.say('Начать', { payload: '{"command":"start"}' })
      return (await citizen.hear(/.+/u)).text
    }
    const [ownGreeting, ownReceipt] = [
      'Добрый день! Я бот страницы «{сообщество}».',
      'Ваше № {номер} принято.',
    ]

    expect(await put('greeting', ownGreeting, null)).toMatchObject({ isSaved: true })
    expect(await greeting()).toMatch(/^Добрый день! Я бот страницы «[^{}]+»\.$/u)
    await put('receipt', ownReceipt, null)
    expect(await receiptFor('Полевой, 61')).toMatch(/^Ваше № \d+ принято\.\nОтветит: /u)

    expect(await put('greeting', null, ownGreeting)).toMatchObject({ isSaved: true })
    expect(await greeting()).toMatch(/^Здравствуйте! Это «/u)
    await put('receipt', null, ownReceipt)
    expect(await receiptFor('Полевой, 74')).toMatch(/^Обращение № \d+ принято\.\n/u)
  })
})
