/** Questions under posts: a short receipt for everybody, the rest in messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const staffCommunity = 1000
const administration = 1001
const administrator = 5040
const question = 'На улице Мира, 4 огромная яма на дороге, когда засыплют?'

const seenComments = z.object({
  comments: z.array(
    z.object({ commentId: z.number(), from: z.string(), text: z.string(), replyTo: z.number().optional() }),
  ),
})

describe('a comment under a post', () => {
  let region: TestProduct
  let lastPost = 10

  beforeAll(async () => {
    region = await startTestProduct()
  })
  afterAll(async () => {
    await region.stop()
  })

  const comment = async (userId: number, postId: number, text: string): Promise<number> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ groupId: administration, userId, postId, text })
    const answer = await fetch(`${region.sandbox.url}/sandbox/comments`, { method: 'POST', headers, body })
    return z.object({ commentId: z.number() }).parse(await answer.json()).commentId
  }

  const answersUnder = async (postId: number) => {
    const query = `groupId=${administration}&postId=${postId}`
    const answer = await fetch(`${region.sandbox.url}/sandbox/comments?${query}`)
    return seenComments.parse(await answer.json()).comments.filter(({ from }) => from === 'community')
  }

  /** Somebody asks in public and gets a receipt. */
  const ask = async (text = question) => {
    const citizen = await region.newcomer(administration)
    lastPost += 1
    const postId = lastPost
    const commentId = await comment(citizen.userId, postId, text)
    const receipt = await waitFor(async () => (await answersUnder(postId))[0], { what: 'a receipt' })
    const number = /№ (\d+)/u.exec(receipt.text)?.[1] ?? ''
    return { citizen, postId, commentId, receipt, number }
  }

  const answer = async (number: string): Promise<Talk> => {
    const staff = region.talk(administrator, staffCommunity)
    const card = await staff.hear(`Новое обращение № ${number}`)
    await staff.say('Засыплем завтра.', { replyToCmid: card.cmid })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')
    await staff.hear('отправлен')
    return staff
  }

  it('with a problem opens a ticket: a receipt in the thread, a card with a link for staff', async () => {
    const { receipt, commentId, postId, number } = await ask()

    expect(receipt.replyTo).toBe(commentId)
    expect(receipt.text).toContain('Напишите в сообщения сообщества')
    const card = await region.talk(administrator, staffCommunity).hear(`Новое обращение № ${number}`)
    expect(card.text).toContain('огромная яма')
    expect(card.text).toContain(`vk.com/wall-${administration}_${postId}?reply=${commentId}`)
  })

  it('gets a receipt that repeats nothing of it, and asks to take personal data away', async () => {
    const { receipt } = await ask(`${question} Мой телефон 8 910 123-45-67`)

    expect(receipt.text).not.toMatch(/Мира|яма|910|Зоя|Тестова/u)
    expect(receipt.text).toContain('личные данные лучше убрать')
  })

  it('without a problem is left alone, and our own answers are not answered', async () => {
    const citizen = await region.newcomer(administration)
    await comment(citizen.userId, 3, 'Какая красота, спасибо!')
    await comment(citizen.userId, 3, 'ок')
    const { postId } = await ask()

    const { rows } = await region.pool.query<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM inbox WHERE status <> 'done'",
    )
    expect(rows[0]?.waiting).toBe(0)
    expect(await answersUnder(3)).toEqual([])
    expect((await answersUnder(postId)).length).toBe(1)
  })

  it('about the same adds to the same ticket', async () => {
    const { citizen, number, postId } = await ask()

    await comment(citizen.userId, postId, 'Яма на дороге на улице Мира стала ещё больше, когда засыплют?')

    await waitFor(async () => (await answersUnder(postId)).length === 2)
    expect((await answersUnder(postId))[1]?.text).toContain(`Добавили к обращению № ${number}`)
    await region.talk(administrator, staffCommunity).hear(`Житель дописал к № ${number}`)
  })

  it('is answered in messages once the person has written there', async () => {
    const { citizen, number } = await ask()
    await citizen.say('Это напротив дома 4, у остановки')
    await citizen.hear(number)

    await answer(number)

    expect((await citizen.hear(`Ответ на обращение № ${number}`)).text).toContain('Засыплем завтра')
  })

  it('whose writer never wrote to us cannot be answered in messages, and staff read so', async () => {
    const { number } = await ask()

    const staff = await answer(number)

    expect((await staff.hear(`Ответ на № ${number} до жителя не дошёл`)).text).toContain('комментарий')
  })
})
