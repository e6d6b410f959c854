import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestProduct, startTestProduct } from '../support/product.ts'

describe('whatever a person sends', () => {
  let region: TestProduct

  beforeAll(async () => {
    // Some of these are no messages that VK would send; that is their point.
    region = await startTestProduct({ isJudged: false })
  })

  afterAll(async () => {
    await region.stop()
  })

  it.each([
    ['a sticker', '', { attachments: [{ type: 'sticker', sticker: { sticker_id: 1, product_id: 1 } }] }],
    ['only emoji', '🙏🙏🙏', {}],
    ['a word of thanks', 'спасибо', {}],
    ['a number', '5', {}],
    ['a text of 4,096 characters', 'Дорога разбита! '.repeat(256), {}],
    [
      'a voice message',
      '',
      { attachments: [{ type: 'audio_message', audio_message: { id: 7, owner_id: 1, duration: 5 } }] },
    ],
    [
      'ten photos',
      '',
      { attachments: Array.from({ length: 10 }, (_, id) => ({ type: 'photo', photo: { id, owner_id: 1 } })) },
    ],
    ['an attachment without a body', '', { attachments: [{ type: 'wall' }] }],
    ['markup and control characters', '<b>жалоба</b>\u0000 & "кавычки" [id1|имя]', {}],
    ['a forged payload', 'нажал', { payload: '{"c":"take","t":-1}' }],
  ])('is answered: %s', async (_name, text, more) => {
    const citizen = await region.newcomer(1001)

    await citizen.say(text, more)

    await citizen.hear(/./u)
  })

  it('is never parked', async () => {
    const { rows } = await region.pool.query(
      `select count(*)::int as parked from inbox where status = 'parked'`,
    )

    expect(rows).toEqual([{ parked: 0 }])
  })
})
