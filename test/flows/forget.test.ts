import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPerson } from '../../src/cli/commands/person.ts'
import { createPersonStore } from '../../src/db/person-queries.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const administration = 1001
const daySeconds = 24 * 3600

describe('personal data', () => {
  const clock = new TestClock()
  clock.startAt(moment('2026-11-10 10:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock, personalDataMonths: 12 })
  })

  afterAll(async () => {
    await region.stop()
  })

  /** Every table that holds the words anywhere in a row; what everybody knows (staff, the directory) aside. */
  const tablesWith = async (words: string): Promise<readonly string[]> => {
    const { rows: tables } = await region.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'event_seals'`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await region.pool.query<{ count: number }>(
        `select count(*)::int as count from "${name}" t where to_jsonb(t)::text like '%' || $1 || '%'`,
        [words],
      )
      if ((rows[0]?.count ?? 0) > 0) found.push(name)
    }
    return found
  }
  const ask = async (talk: Talk, words: string): Promise<string> => {
    await talk.say(words, { attachments: [await region.uploadPhoto()] })
    const { text } = await talk.hear(/принято/u)
    return /№ (\d+)/u.exec(text)?.[1] ?? ''
  }
  /** Counted anew from the event log. */
  const figures = async (): Promise<unknown> => {
    await createFigureKeeper(region.pool, 'Europe/Moscow').rebuild()
    const { rows } = await region.pool.query(
      `select c.dimension, c.member, c.span, c.starts_on, encode(c.sums, 'hex') as sums
       from figure_cells c join figure_state s on s.generation = c.generation order by 1, 2, 3, 4`,
    )
    return rows
  }
  const fireErasure = async (): Promise<void> => {
    await region.product.outbox.drain()
    clock.advance(10)
    await region.product.timers.drain()
  }

  it('are shown in words: what is kept, and who reads it', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Что вы обо мне знаете?')
    await citizen.hear('ничего не храню')
    await ask(citizen, 'На улице Кленовой, 61 третий день не горит ни один фонарь, темно')

    await citizen.say('что вы обо мне знаете')

    const { text } = await citizen.hear('Вот всё, что о вас храню')
    expect(text).toContain('обращений: 1 (открыто: 1), сообщений в них: 1, файлов: 1')
    expect(text).toContain('Горсвет')
  })

  it('are destroyed after two steps: nothing of the person is left in any table or file, and an act remains', async () => {
    const citizen = await region.newcomer(administration)
    const secret = 'Ксенофонтов'
    const number = await ask(citizen, `На улице Садовой, 12 не горит фонарь, спросите ${secret}, кв. 8`)
    await region.product.attachments.drain()
    await citizen.say(`И вот ещё: звоните, ${secret} дома вечером`)
    await citizen.hear('Добавил')
    // A question of colleagues that waits for the end of somebody's quiet hours: it names the number in words only.
    await region.pool.query(
      `insert into held_notices (staff_id, ticket_id, notice, at)
       select id, null, jsonb_build_object('text', $1::text), now() from staff limit 1`,
      [`Вопрос коллег 1 об обращении № ${number}. Спрашивают, дома ли ${secret}.`],
    )
    expect(await tablesWith(secret)).toEqual(
      expect.arrayContaining(['tickets', 'messages', 'inbox', 'outbox', 'held_notices']),
    )
    expect((await readdir(region.filesFolder, { recursive: true })).join()).toContain(number)

    // A forged button does not skip the question.
    await citizen.say('Да, удалить', { payload: '{"c":"forget"}' })
    await citizen.hear('Вернуть их будет нельзя')
    await citizen.press('Оставить')
    await citizen.hear(/отменять нечего|не отправляю/u)
    await citizen.say('Удалить мои данные')
    await citizen.hear('Открытое обращение при этом закроется')
    await citizen.press('Да, удалить')
    const { text } = await citizen.hear('составлен акт')
    await fireErasure()

    await waitFor(async () => (await tablesWith(String(citizen.userId))).length === 0)
    expect(await tablesWith(secret)).toEqual([])
    await region.product.attachments.drain()
    expect((await readdir(region.filesFolder, { recursive: true })).join()).not.toContain(`${number}/`)
    const { rows } = await region.pool.query('select status, place, summary from tickets where id = $1', [
      number,
    ])
    expect(rows).toEqual([{ status: 'withdrawn', place: null, summary: 'Слова жителя удалены' }])
    const acts = await createPersonStore(region.pool).acts()
    expect(text).toContain(`акт № ${acts.at(-1)?.id ?? ''}`)
    expect(acts.at(-1)).toMatchObject({ reason: 'request', counts: { tickets: 1, messages: 2, files: 1 } })
    await citizen.say('мои обращения')
    await citizen.hear('Обращений у вас пока нет')
  })

  it('stay out of the figures: they are the same before and after', async () => {
    const citizen = await region.newcomer(administration)
    await ask(citizen, 'На улице Заречной, 5 не горит фонарь, совсем темно у подъезда')
    await citizen.say('удалить мои данные')
    await citizen.hear('Удалить всё')
    await citizen.press('Да, удалить')
    await citizen.hear('Удаляю')
    const before = await figures()

    await fireErasure()
    await waitFor(async () => (await tablesWith(String(citizen.userId))).length === 0)

    expect(before).not.toEqual([])
    expect(await figures()).toEqual(before)
  })

  it('are shown and destroyed by an operator at the command line, with an act', async () => {
    const citizen = await region.newcomer(administration)
    await ask(citizen, 'На улице Лесной, 31 не горит фонарь у дома Пантелеймоновых')
    await region.product.outbox.drain()
    const out: string[] = []
    const run = (...argv: string[]): Promise<number> =>
      runPerson(argv, {
        stdout: (text) => out.push(text),
        stderr: (text) => out.push(text),
        store: createPersonStore(region.pool),
        now: clock.now(),
        timeZone: 'Europe/Moscow',
      })

    expect(await run('--show', String(citizen.userId))).toBe(0)
    expect(out.join('')).toContain('Пантелеймоновых')
    expect(await run('--erase', String(citizen.userId), '--json')).toBe(0)
    expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ reason: 'operator', counts: { tickets: 1 } })

    expect(await tablesWith(String(citizen.userId))).toEqual([])
    expect(await tablesWith('Пантелеймоновых')).toEqual([])
    expect(await run('--erase', String(citizen.userId))).toBe(1)
    expect(await run('--show', 'abc')).toBe(2)
  })

  it('of what was closed long ago are forgotten at night, and what is open stays', async () => {
    const [old, waiting] = [await region.newcomer(administration), await region.newcomer(administration)]
    await ask(old, 'На улице Школьной, 3 не горит фонарь у дома Евстигнеевых')
    await ask(waiting, 'На улице Парковой, 18 не горит фонарь у дома Аверкиевых')
    await old.say('мои обращения')
    const list = await old.hear('Ваши обращения')
    await old.press(list.keyboard?.buttons[0]?.[0]?.action.label ?? '')
    await old.hear('ответит Горсвет')
    await old.press('Отозвать')
    await old.hear('Отозвать обращение')
    await old.press('Да, отозвать')
    await old.hear('отозвано')
    await region.product.outbox.drain()

    clock.advance(400 * daySeconds)
    await region.product.timers.drain()

    expect(await tablesWith('Евстигнеевых')).toEqual([])
    expect(await tablesWith('Аверкиевых')).toContain('messages')
    const acts = await createPersonStore(region.pool).acts()
    expect(acts.some(({ reason, doneAt }) => reason === 'retention' && doneAt !== null)).toBe(true)
  })
})
