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

    // The receipt itself comes back as an event.
    await waitFor(async () => {
      const { rows } = await region.pool.query("SELECT 1 FROM inbox WHERE status <> 'done'")
      return rows.length === 0
    })
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

  /** As VK sends it; the sandbox keeps comments of the wall only. */
  const give = async (type: string, object: Readonly<Record<string, unknown>>): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ groupId: administration, type, object })
    const given = await fetch(`${region.sandbox.url}/sandbox/events`, { method: 'POST', headers, body })
    if (!given.ok) throw new Error(await given.text())
  }
  const nowSeconds = (): number => Math.trunc(Date.now() / 1000)
  const ticketsOf = async (userId: number): Promise<number> => {
    const { rows } = await region.pool.query<{ count: number }>(
      'select count(*)::int as count from tickets where citizen_id = $1',
      [userId],
    )
    return rows[0]?.count ?? 0
  }

  it('sends details to messages when the person may be written to, and says of personal data only there', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Спасибо')
    await citizen.hear(/./u)
    lastPost += 1

    await comment(
      citizen.userId,
      lastPost,
      'На улице Садовой, 9 огромная яма на дороге, тел. 8 910 123-45-67',
    )

    const told = await citizen.hear('Увидел ваш комментарий')
    expect(told.text).toContain('личные данные')
    const receipt = await waitFor(async () => (await answersUnder(lastPost))[0])
    expect(receipt.text).toContain('Подробности — в сообщениях')
    expect(receipt.text).not.toMatch(/личные данные|vk\.me/u)
  })

  it('names the link to write to when the person never did', async () => {
    const { receipt } = await ask('На улице Лесной, 14 огромная яма на дороге, когда засыплют?')

    expect(receipt.text).toContain(`vk.me/club${administration}`)
  })

  it('that was changed changes the words for those who answer, and makes no second ticket', async () => {
    const { citizen, number, postId, commentId } = await ask('На улице Школьной, 2 огромная яма на дороге')
    const object = { id: commentId, from_id: citizen.userId, post_id: postId, owner_id: -administration }
    const text = 'На улице Школьной, 2 огромная яма на дороге, вчера пробил колесо'

    await give('wall_reply_edit', { ...object, text, date: nowSeconds() })

    const staff = region.talk(administrator, staffCommunity)
    expect((await staff.hear(`Житель изменил сообщение в № ${number}`)).text).toContain('пробил колесо')
    expect(await ticketsOf(citizen.userId)).toBe(1)
  })

  it('that was deleted stays a question: those who answer hear of it, once, and nothing is shown there', async () => {
    const { citizen, number, postId, commentId } = await ask('На улице Парковой, 6 огромная яма на дороге')
    const object = { id: commentId, post_id: postId, owner_id: -administration }

    await give('wall_reply_delete', { ...object, deleter_id: citizen.userId })
    await give('wall_reply_delete', { ...object, deleter_id: citizen.userId })

    const staff = region.talk(administrator, staffCommunity)
    await staff.hear(`из которого пришло обращение № ${number}, удалили`)
    const answering = await answer(number)
    await region.product.outbox.drain()
    const { messages } = await answering.dialog()
    expect(messages.filter(({ text }) => text.includes(`обращение № ${number}, удалили`))).toHaveLength(1)
    expect(messages.some(({ text }) => text.includes(`Вопрос № ${number} задали в комментарии`))).toBe(false)
  })

  it('that is deleted as soon as it was written and changed is one question, and staff hear of it once', async () => {
    const { userId } = await region.newcomer(administration)
    const object = { id: 901, post_id: 900, owner_id: -administration, from_id: userId, deleter_id: userId }
    const body = (n: number) => ({
      ...object,
      text: `На улице Парковой, 46 огромная яма на дороге${'!'.repeat(n)}`,
    })
    const changes = ['new', 'edit', 'delete', 'delete'].map((change, n) => ({ change, body: body(n) }))

    await region.pool.query(
      `insert into inbox (group_id, peer_id, user_id, type, body, vk_at, received_at)
       select $1, $2, $2, 'wall_reply_' || (e->>'change'), e->'body', now(), now()
       from jsonb_array_elements($3) with ordinality as x(e, n) order by n`,
      [administration, userId, JSON.stringify(changes)],
    )

    await waitFor(async () => (await ticketsOf(userId)) > 0)
    const { rows } = await region.pool.query(
      `select o.kind from outbox o join tickets t on o.ticket_id = t.id or o.peer_id = t.peer_id
       where t.citizen_id = $1 and (o.kind = 'comment' or o.peer_id = $2)
         and o.body->>'message' similar to '(Здравствуйте|Новое обращение|Житель изменил|Комментарий)%' order by o.kind`,
      [userId, administrator],
    )
    expect(rows.map(({ kind }) => String(kind))).toEqual(['comment', 'message', 'message', 'message'])
  })

  it('that comes back is the same question', async () => {
    const { citizen, postId, commentId } = await ask('На улице Речной, 8 огромная яма на дороге')
    const text = 'На улице Речной, 8 огромная яма на дороге'
    const object = { id: commentId, post_id: postId, owner_id: -administration }
    await give('wall_reply_delete', { ...object, deleter_id: citizen.userId })

    await give('wall_reply_restore', { ...object, from_id: citizen.userId, text, date: nowSeconds() })

    await waitFor(async () => {
      const { rows } = await region.pool.query(
        'select 1 from ticket_comments where comment_id = $1 and deleted_at is null',
        [commentId],
      )
      return rows.length === 1
    })
    expect(await ticketsOf(citizen.userId)).toBe(1)
  })

  it.each([
    ['photo_comment', 'photo_id', 'photo'],
    ['video_comment', 'video_id', 'video'],
    ['market_comment', 'item_id', 'market'],
    ['board_post', 'topic_id', 'topic'],
  ])('of another kind, %s, opens a ticket too, with a link for staff', async (type, objectName, link) => {
    const citizen = await region.newcomer(administration)
    const object = { id: 71, [objectName]: 44, from_id: citizen.userId, date: nowSeconds() }

    await give(`${type}_new`, {
      ...object,
      text: `На улице Заводской, ${type.length} огромная яма на дороге`,
    })
    await give(`${type}_new`, { ...object, id: 72, text: 'Красота!' })

    await waitFor(async () => (await ticketsOf(citizen.userId)) === 1)
    const { rows } = await region.pool.query<{ text: string }>(
      'select m.text from messages m join tickets t on t.id = m.ticket_id where t.citizen_id = $1',
      [citizen.userId],
    )
    expect(rows.map(({ text }) => text).join()).toContain(`vk.com/${link}-${administration}`)
  })

  it.each([
    ['photo_comment', 'photo_id', 'под фотографией: vk.com/photo-1001_45'],
    ['board_post', 'topic_id', 'в обсуждении: vk.com/topic-1001_45?post=81'],
  ])(
    'of another kind, %s, cannot be answered there by the bot, and staff read how to',
    async (type, name, where) => {
      const citizen = await region.newcomer(administration)
      await citizen.say('Здравствуйте')
      const text = `На улице Садовой, ${type.length}00 огромная яма на дороге`
      await give(`${type}_new`, { id: 81, [name]: 45, from_id: citizen.userId, date: nowSeconds(), text })
      const receipt = await citizen.hear('Увидел ваш комментарий')
      const number = /№ (\d+)/u.exec(receipt.text)?.[1] ?? ''

      const staff = await answer(number)

      await citizen.hear(`Ответ на обращение № ${number}`)
      expect((await staff.hear(`Вопрос № ${number} задали ${where}`)).text).toContain(
        'не даёт боту отвечать там',
      )
      await staff.hear(/^Засыплем завтра\.$/u)
    },
  )

  it('can be answered under itself, once, when the member of staff chooses so', async () => {
    const { number, postId, commentId } = await ask('На улице Полевой, 3 огромная яма на дороге')
    const staff = await answer(number)
    await staff.hear(`Вопрос № ${number} задали в комментарии`)
    expect(await answersUnder(postId)).toHaveLength(1)

    await staff.press('Показать под комментарием')
    await staff.hear('появится под комментарием')

    const shown = await waitFor(async () => (await answersUnder(postId))[1])
    expect(shown).toMatchObject({ replyTo: commentId })
    expect(shown.text).toContain('Засыплем завтра.')
    await staff.press('Показать под комментарием')
    await staff.hear('уже стоит под комментарием')
  })
})
