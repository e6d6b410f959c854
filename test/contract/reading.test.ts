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

const say = async (message: string) =>
  numberAt(await vk.call('messages.send', { peer_id: vk.userId, random_id: 0, message }), 'response')

const texts = (answer: unknown) => listAt(answer, 'response', 'items').map((item) => at(item, 'text'))

describe('conversations', () => {
  const filtered = async (filter: string) =>
    listAt(await vk.call('messages.getConversations', { filter }), 'response', 'items').map((item) =>
      at(item, 'conversation', 'peer', 'id'),
    )

  it('lists unread and unanswered ones until they are read and answered', async () => {
    await vk.write('Раз')
    await vk.write('Два')
    const listed = await vk.call('messages.getConversations', { extended: 1 })
    expect(at(listed, 'response', 'items', 0)).toMatchObject({
      conversation: {
        unread_count: 2,
        unanswered: true,
        last_conversation_message_id: 2,
        can_write: { allowed: true },
      },
      last_message: { text: 'Два' },
    })
    expect(at(listed, 'response', 'profiles', 0, 'id')).toBe(vk.userId)

    await vk.call('messages.markAsRead', { peer_id: vk.userId, up_to_cmid: 1 })
    expect(await filtered('unread')).toEqual([vk.userId])
    await vk.call('messages.markAsRead', { peer_id: vk.userId })
    expect(await filtered('unread')).toEqual([])

    expect(await filtered('unanswered')).toEqual([vk.userId])
    await vk.call('messages.markAsAnsweredConversation', { peer_id: vk.userId })
    expect(await filtered('unanswered')).toEqual([])
    await vk.write('Три')
    await say('Ответ')
    expect(await filtered('unanswered')).toEqual([])
    expect(await filtered('all')).toEqual([vk.userId])
  })

  it('puts the latest first and pages', async () => {
    const people = [vk.userId, await vk.createUser(), await vk.createUser()]
    for (const userId of people) await vk.write('Здравствуйте', { userId })

    const page = await vk.call('messages.getConversations', { count: 1, offset: 1 })

    expect(at(page, 'response', 'count')).toBe(3)
    expect(at(page, 'response', 'items', 0, 'conversation', 'peer', 'id')).toBe(people[1])
  })
})

describe('history', () => {
  it('goes back from the last message, or forward with rev', async () => {
    for (const text of ['1', '2', '3', '4']) await vk.write(text)
    const ask = (more: Readonly<Record<string, number>>) =>
      vk.call('messages.getHistory', { peer_id: vk.userId, count: 2, ...more })

    expect(texts(await ask({}))).toEqual(['4', '3'])
    expect(texts(await ask({ offset: 2 }))).toEqual(['2', '1'])
    expect(texts(await ask({ rev: 1 }))).toEqual(['1', '2'])
    expect(texts(await ask({ start_message_id: 3 }))).toEqual(['3', '2'])
    expect(texts(await ask({ start_message_id: 3, rev: 1 }))).toEqual(['3', '4'])
  })

  it('finds messages by either number', async () => {
    await vk.write('Один')
    const id = await say('Два')

    expect(texts(await vk.call('messages.getById', { message_ids: id }))).toEqual(['Два'])
    expect(texts(await vk.call('messages.getById', { peer_id: vk.userId, cmids: '1,2' }))).toEqual([
      'Один',
      'Два',
    ])
    const byCmid = { peer_id: vk.userId, conversation_message_ids: '2,9' }
    expect(texts(await vk.call('messages.getByConversationMessageId', byCmid))).toEqual(['Два'])
  })
})

describe('changing', () => {
  const edit = (more: Readonly<Record<string, string | number>>) =>
    vk.call('messages.edit', { peer_id: vk.userId, message: 'Исправлено', ...more })

  it('edits by cmid, tells the community and marks the message for the person', async () => {
    await vk.write('Здравствуйте')
    await say('Ашибка')
    const server = await vk.pollServer()

    expect(await edit({ cmid: 2 })).toEqual({ response: 1 })

    expect(at(await vk.dialog(), 'messages', 1)).toMatchObject({ text: 'Исправлено', edited: true })
    expect(updateTypes(await vk.poll(server))).toEqual(['message_edit'])
  })

  it('refuses to edit a person’s message, and its own after a day', async () => {
    await vk.write('Здравствуйте')
    await say('Ответ')
    expect(at(await edit({ cmid: 1 }), 'error', 'error_code')).toBe(920)

    nowMs += 25 * 3600 * 1000

    expect(at(await edit({ cmid: 2 }), 'error', 'error_code')).toBe(909)
  })

  it('deletes for itself or for everybody', async () => {
    await vk.write('Здравствуйте')
    await say('Первый')
    await say('Второй')

    await vk.call('messages.delete', { peer_id: vk.userId, cmids: '2' })
    const forAll = await vk.call('messages.delete', { peer_id: vk.userId, cmids: '3', delete_for_all: 1 })

    expect(forAll).toMatchObject({ response: [{ conversation_message_id: 3, response: 1 }] })
    expect(texts(await vk.call('messages.getHistory', { peer_id: vk.userId }))).toEqual(['Здравствуйте'])
    expect(listAt(await vk.dialog(), 'messages').map((message) => at(message, 'text'))).toEqual([
      'Здравствуйте',
      'Первый',
    ])
  })

  it('shows that the community is writing', async () => {
    await vk.write('Здравствуйте')

    await vk.call('messages.setActivity', { peer_id: vk.userId, type: 'typing' })

    expect(at(await vk.dialog(), 'isTyping')).toBe(true)
  })
})
