/** Dialogues that break off: a week of silence, a deploy in the middle, a client without buttons, thanks after an answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { SeenKeyboard, Talk } from '../support/talk.ts'

const administration = 1001
const staffCommunity = 1000
const electrician = 5047
const weekSeconds = 7 * 24 * 3600

describe('a dialogue', () => {
  const clock = new TestClock()
  clock.startAt(moment('2026-11-10 10:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const labels = (menu: SeenKeyboard | undefined): readonly string[] =>
    menu?.buttons.flat().map(({ action }) => action.label ?? action.type) ?? []
  const statuses = async ({ userId }: Talk): Promise<readonly string[]> => {
    const { rows } = await region.pool.query<{ status: string }>(
      'select status from tickets where citizen_id = $1 order by id',
      [userId],
    )
    return rows.map(({ status }) => status)
  }
  const askUnsurely = async (): Promise<Talk> => {
    const citizen = await region.newcomer(administration)
    await citizen.say('У нас во дворе на дороге огромная яма, ул. Садовая, 5')
    await citizen.hear('о чём вопрос')
    return citizen
  }

  it('that was left for a week ends in a sentence and a ticket; the old button does nothing wrong', async () => {
    const citizen = await askUnsurely()

    clock.advance(weekSeconds)
    await region.product.timers.drain()
    const { text } = await citizen.hear('остался недосказанным')
    await citizen.press('Другое')

    expect(text).toMatch(/Обращение № \d+ принято/u)
    await citizen.hear('Эта кнопка уже не действует')
    expect(await statuses(citizen)).toHaveLength(1)
  })

  it('that a deploy finds in the middle of a question goes on politely, and loses no words', async () => {
    const citizen = await askUnsurely()
    await region.pool.query(
      `update sessions set value = jsonb_set(value::jsonb, '{__scene,state,version}', '99') where key like $1`,
      [`%:${citizen.userId}`],
    )

    await citizen.press('Другое')

    await citizen.hear('принято')
    expect(await statuses(citizen)).toHaveLength(1)
  })

  it('in a client without buttons offers numbers, and takes a number for an answer', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Начать')
    await citizen.hear('Здравствуйте')
    const sayWithoutButtons = async (text: string): Promise<void> => {
      await citizen.skip()
      const { messages } = await citizen.dialog()
      const cmid = (messages.at(-1)?.cmid ?? 0) + 1_000
      const date = Math.trunc(clock.now().epochMilliseconds / 1000)
      const message = {
        id: cmid,
        conversation_message_id: cmid,
        version: cmid,
        from_id: citizen.userId,
        peer_id: citizen.userId,
        date,
        text,
      }
      await fetch(`${region.sandbox.url}/sandbox/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          groupId: administration,
          type: 'message_new',
          object: {
            message: { ...message, out: 0, attachments: [], fwd_messages: [] },
            client_info: {
              button_actions: [],
              keyboard: false,
              inline_keyboard: false,
              carousel: false,
              lang_id: 0,
            },
          },
        }),
      })
    }

    await sayWithoutButtons('У нас во дворе на дороге огромная яма, ул. Садовая, 25')
    const { text } = await citizen.hear('Ответьте цифрой')
    expect(text).toMatch(/1\. .+\n2\. .+/u)
    await sayWithoutButtons('1')

    await citizen.hear(/принято|Присоединиться/u)
  })

  it('after an answer: thanks, «ок» and a sticker open nothing again', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Полевой, 12 не горит фонарь')
    const number = /№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1] ?? ''
    const staff = region.talk(electrician, staffCommunity)
    const card = await staff.hear(`Новое обращение № ${number}`)
    await staff.say('Здравствуйте! Лампу на Полевой, 12 заменили утром.', { replyToCmid: card.cmid })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')
    await citizen.hear(`Ответ на обращение № ${number}`)

    await citizen.say('Спасибо большое!')
    await citizen.hear(/./u)
    await citizen.say('ок')
    await citizen.hear(/./u)
    await citizen.say('', {
      attachments: [
        { type: 'sticker', sticker: { inner_type: 'base_sticker_new', sticker_id: 1, product_id: 1 } },
      ],
    })
    await citizen.hear(/./u)

    expect(await statuses(citizen)).toEqual(['answered'])
  })

  it('always has a way to a person: «человек» works in the middle of a question', async () => {
    const citizen = await askUnsurely()

    await citizen.say('человек')

    await citizen.hear('позвал человека')
    const { keyboard } = await citizen.dialog()
    expect(labels(keyboard)).toContain('Позвать человека')
  })
})
