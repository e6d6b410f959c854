import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { passOn } from '../support/pass-on.ts'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import type { SeenMessage, Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const roadsSecond = 5041
/** Of the committee that the tests send tickets on to. */
const housing = 5037

describe('the card of a ticket', () => {
  let region: TestProduct
  const clock = new TestClock()

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const staff = (userId = roadsFirst) => region.talk(userId, staffCommunity)

  /** The message that was the card, once it says so. */
  const changed = (talk: Talk, cmid: number, words: string): Promise<SeenMessage> =>
    waitFor(
      async () =>
        (await talk.dialog()).messages.find(
          (message) => message.cmid === cmid && message.text.includes(words),
        ) ?? false,
      { timeoutMs: 15_000 },
    )

  const answer = async (talk: Talk, words: string): Promise<void> => {
    await talk.hear('Напишите ответ')
    await talk.say(words)
    await talk.hear('увидит житель')
    await talk.press('Отправить')
    await talk.hear('Что это за ответ')
    await talk.press('Решено')
    await talk.hear('отправлен')
  }

  it('says to all colleagues who took it, and keeps its photo', async () => {
    const { number } = await askAboutRoad(region, { attachments: [await region.uploadPhoto()] })
    const [first, second] = [staff(), staff(roadsSecond)]
    const cards = [
      await first.hear(`Новое обращение № ${number}`),
      await second.hear(`Новое обращение № ${number}`),
    ]

    await first.press('Беру')

    await first.hear('теперь за вами')
    const seen = [
      await changed(first, cards[0]?.cmid ?? 0, 'уже взяли'),
      await changed(second, cards[1]?.cmid ?? 0, 'уже взяли'),
    ]
    for (const card of seen) {
      expect(card.attachments).toHaveLength(1)
      expect(JSON.stringify(card.keyboard)).not.toContain('Беру')
      expect(JSON.stringify(card.keyboard)).toContain('Ответить')
    }
  })

  it('is closed when a colleague answered: a reply to it goes nowhere and says why', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const [first, second] = [staff(), staff(roadsSecond)]
    await first.hear(`Новое обращение № ${number}`)
    const card = await second.hear(`Новое обращение № ${number}`)
    await first.press('Ответить')
    await answer(first, 'Здравствуйте! Яму засыпали 24 ноября.')
    await citizen.hear('засыпали')

    const closed = await changed(second, card.cmid, 'закрыто: ответ дали, решено')
    await second.say('А мы ещё не видели', { replyToCmid: card.cmid })

    await second.hear('уже ответили, оно закрыто. Жителю ничего не ушло')
    expect(JSON.stringify(closed.keyboard)).not.toContain('Ответить')
    expect(JSON.stringify(await citizen.dialog())).not.toContain('не видели')
  })

  it('tells those who sent it on to whom, and whoever replies to it that it is not theirs', async () => {
    const { number } = await askAboutRoad(region)
    const card = await staff().hear(`Новое обращение № ${number}`)
    await passOn(region, roadsFirst, number, 'комитет жкх зарянска')

    const gone = await changed(staff(), card.cmid, 'передали: Комитет ЖКХ Зарянска')
    await staff().say('Мы ответим', { replyToCmid: card.cmid })

    await staff().hear('не у вашего учреждения. Жителю ничего не ушло')
    expect(gone.keyboard ?? null).toBeNull()
  })

  it('says that the citizen took the question back', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const card = await staff().hear(`Новое обращение № ${number}`)
    await citizen.say('Мои обращения')
    await citizen.hear(`№ ${number}`)
    await citizen.press(`№ ${number}`)
    await citizen.hear(`№ ${number}`)
    await citizen.press('Отозвать')
    await citizen.hear('?')
    await citizen.press('Да, отозвать')

    await changed(staff(), card.cmid, 'житель отозвал')
    await staff().say('Уже едем', { replyToCmid: card.cmid })

    await staff().hear('Житель отозвал обращение')
  })

  it('of an answered ticket sends its reader to the new one when the citizen returns it', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const card = await staff().hear(`Новое обращение № ${number}`)
    const first = staff()
    await first.press('Ответить')
    await answer(first, 'Здравствуйте! Яму засыпали 24 ноября.')
    await citizen.hear('засыпали')
    await changed(staff(), card.cmid, 'закрыто')

    await citizen.say('Мои обращения')
    await citizen.hear(`№ ${number}`)
    await citizen.press(`№ ${number}`)
    await citizen.hear(`№ ${number}`)
    await citizen.press('Ответ не помог')
    await citizen.hear('Что не так')
    await citizen.press('Ничего не сделали')
    await citizen.hear(`Вернул обращение № ${number}`)

    const again = await staff().hear(`Житель вернул обращение № ${number}`)
    const old = await changed(staff(), card.cmid, 'вернулось к вам. Новая карточка ниже')
    expect(old.text).not.toContain('закрыто')
    expect(JSON.stringify(old.keyboard)).not.toContain('Ответить')
    expect(JSON.stringify(again.keyboard)).toContain('Ответить')
  })

  it('stays somebody else’s for those who sent it on, whatever the new owner does', async () => {
    const { number } = await askAboutRoad(region)
    const card = await staff().hear(`Новое обращение № ${number}`)
    await passOn(region, roadsFirst, number, 'комитет жкх зарянска')
    await changed(staff(), card.cmid, 'передали: Комитет ЖКХ Зарянска')
    const owner = region.talk(housing, staffCommunity)
    const theirs = await owner.hear(`№ ${number}`)

    await owner.press('Беру')
    await changed(owner, theirs.cmid, 'уже взяли')
    const kept = (await staff().dialog()).messages.find(({ cmid }) => cmid === card.cmid)

    expect(kept?.text).toContain('передали: Комитет ЖКХ Зарянска')
    expect(kept?.keyboard ?? null).toBeNull()
  })

  it('of yesterday stays as it is: VK lets nobody change it, and nobody is told', async () => {
    const { number } = await askAboutRoad(region)
    const card = await staff().hear(`Новое обращение № ${number}`)
    clock.advance(24 * 3600)

    await staff().press('Беру')

    await staff().hear('теперь за вами')
    const { rows } = await region.pool.query(
      `select count(*)::int as edits from outbox where kind = 'edit' and ticket_id = $1`,
      [number],
    )
    expect(rows).toEqual([{ edits: 0 }])
    expect((await staff().dialog()).messages.find(({ cmid }) => cmid === card.cmid)?.text).toContain('Новое')
  })

  it('that VK refuses to change costs nothing else', async () => {
    const { number } = await askAboutRoad(region)
    await staff().hear(`Новое обращение № ${number}`)
    const fault = { method: 'messages.edit', kind: 'api_error', code: 909, count: 9 }
    const headers = { 'content-type': 'application/json' }
    const posted = await fetch(`${region.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers,
      body: JSON.stringify(fault),
    })
    expect(posted.ok).toBe(true)

    await staff().press('Беру')

    await staff().hear('теперь за вами')
    await waitFor(
      async () => {
        const { rows } = await region.pool.query(
          `select count(*)::int as refused from outbox where kind = 'edit' and ticket_id = $1 and status = 'failed'`,
          [number],
        )
        return rows[0].refused > 0
      },
      { timeoutMs: 15_000 },
    )
    expect(await region.product.store.findUndelivered(10)).toEqual([])
  })
})
