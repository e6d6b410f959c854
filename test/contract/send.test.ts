import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { at, listAt, numberAt } from './support/at.ts'
import { startPlayground, updateTypes, type Playground } from './support/playground.ts'

let vk: Playground
let nowMs = Date.UTC(2026, 4, 1)
const started: Playground[] = []

beforeEach(async () => {
  vk = await startPlayground({ now: () => nowMs })
  started.push(vk)
})
afterAll(() => Promise.all(started.map((one) => one.stop())))

const send = (params: Readonly<Record<string, string | number>>) =>
  vk.call('messages.send', { peer_id: vk.userId, random_id: 0, ...params })

const errorOf = async (answer: Promise<unknown>) => at(await answer, 'error', 'error_code')

describe('permission', () => {
  it('refuses with 901 until the person has written', async () => {
    expect(await errorOf(send({ message: 'Здравствуйте' }))).toBe(901)

    await vk.write('Здравствуйте')

    expect(at(await send({ message: 'Здравствуйте' }), 'response')).toEqual(expect.any(Number))
  })

  it.each([
    ['denied', 901],
    ['blacklisted', 900],
    ['private', 902],
  ])('refuses a person who is %s with %i, inside the list for peer_ids', async (reason, code) => {
    await vk.write('Здравствуйте')
    await vk.control('permissions', { groupId: vk.groupId, userId: vk.userId, allowed: false, reason })

    expect(await errorOf(send({ message: 'Ответ' }))).toBe(code)
    const listed = await vk.call('messages.send', { peer_ids: vk.userId, random_id: 5, message: 'Ответ' })
    expect(listed).toMatchObject({ response: [{ peer_id: vk.userId, message_id: 0, error: { code } }] })
    expect(
      await vk.call('messages.isMessagesFromGroupAllowed', { group_id: vk.groupId, user_id: vk.userId }),
    ).toEqual({
      response: { is_allowed: 0 },
    })
  })

  it('refuses chats with 917 and strangers with 901', async () => {
    expect(await errorOf(send({ peer_id: 2_000_000_001, message: 'Всем' }))).toBe(917)
    expect(await errorOf(send({ peer_id: 1, message: 'Вам' }))).toBe(901)
  })
})

describe('random_id', () => {
  it('recognises a repeat in the same dialogue and gives the earlier message', async () => {
    await vk.write('Здравствуйте')

    const first = await send({ random_id: 77, message: 'Ответ' })
    const repeat = await send({ random_id: 77, message: 'Ответ' })
    const listed = await vk.call('messages.send', { peer_ids: vk.userId, random_id: 77, message: 'Ответ' })

    expect(repeat).toEqual(first)
    expect(listed).toMatchObject({
      response: [{ message_id: numberAt(first, 'response'), conversation_message_id: 2 }],
    })
    expect(listAt(await vk.dialog(), 'messages')).toHaveLength(2)
  })

  it('forgets after an hour', async () => {
    await vk.write('Здравствуйте')
    const first = await send({ random_id: 77, message: 'Ответ' })

    nowMs += 3_601_000

    expect(await send({ random_id: 77, message: 'Ответ' })).not.toEqual(first)
  })

  it('forgets after a hundred messages', async () => {
    await vk.write('Здравствуйте')
    const first = await send({ random_id: 77, message: 'Ответ' })
    for (let count = 0; count < 100; count += 1) await vk.write(`${count}`)

    expect(await send({ random_id: 77, message: 'Ответ' })).not.toEqual(first)
  })

  it('does not compare zero, and is required', async () => {
    await vk.write('Здравствуйте')

    expect(await send({ random_id: 0, message: 'Ответ' })).not.toEqual(
      await send({ random_id: 0, message: 'Ответ' }),
    )
    expect(await errorOf(vk.call('messages.send', { peer_id: vk.userId, message: 'Ответ' }))).toBe(100)
  })

  it('is one dialogue’s own', async () => {
    const other = await vk.createUser()
    await vk.write('Здравствуйте')
    await vk.write('Здравствуйте', { userId: other })

    await vk.call('messages.send', { peer_ids: `${vk.userId},${other}`, random_id: 9, message: 'Всем' })

    const dialog = await vk.control(`dialog?groupId=${vk.groupId}&userId=${other}`)
    expect(listAt(dialog, 'messages').map((message) => at(message, 'text'))).toEqual(['Здравствуйте', 'Всем'])
  })
})

describe('contents', () => {
  beforeEach(() => vk.write('Здравствуйте'))

  it('takes 4096 characters and refuses one more with 914', async () => {
    expect(await errorOf(send({ message: 'я'.repeat(4096) }))).toBeUndefined()
    expect(await errorOf(send({ message: 'я'.repeat(4097) }))).toBe(914)
  })

  it('refuses an empty message', async () => {
    expect(await errorOf(send({ message: '  ' }))).toBe(100)
  })

  it('shows a reply to the person and to the community', async () => {
    const forward = JSON.stringify({ peer_id: vk.userId, conversation_message_ids: [1], is_reply: true })
    const id = numberAt(await send({ message: 'Отвечаем', forward }), 'response')

    expect(at(await vk.dialog(), 'messages', 1, 'replyTo')).toEqual({
      cmid: 1,
      text: 'Здравствуйте',
      from: 'user',
    })
    const read = await vk.call('messages.getById', { message_ids: id })
    expect(at(read, 'response', 'items', 0, 'reply_message', 'text')).toBe('Здравствуйте')
  })

  it('refuses to forward what is not there', async () => {
    const forward = JSON.stringify({ peer_id: vk.userId, conversation_message_ids: [99] })

    expect(await errorOf(send({ message: 'Вот', forward }))).toBe(921)
  })

  it('emits message_reply with random_id and escapes the text as VK does', async () => {
    const server = await vk.pollServer()
    await send({ message: 'Школа "Луч" & сад <1>', random_id: 31 })

    const answer = await vk.poll(server)

    expect(updateTypes(answer)).toEqual(['message_reply'])
    expect(at(answer, 'updates', 0, 'object')).toMatchObject({
      out: 1,
      from_id: -vk.groupId,
      peer_id: vk.userId,
      random_id: 31,
      text: 'Школа &quot;Луч&quot; &amp; сад &lt;1&gt;',
    })
    expect(at(await vk.dialog(), 'messages', 1, 'text')).toBe('Школа "Луч" & сад <1>')
  })
})
