import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { at, textAt } from './support/at.ts'
import { startPlayground, updateTypes, type Playground } from './support/playground.ts'

let vk: Playground

beforeAll(async () => {
  vk = await startPlayground()
  await vk.write('Здравствуйте')
})
afterAll(() => vk.stop())

const send = (keyboard: unknown) =>
  vk.call('messages.send', {
    peer_id: vk.userId,
    random_id: 0,
    message: 'Выберите',
    keyboard: typeof keyboard === 'string' ? keyboard : JSON.stringify(keyboard),
  })

const text = (label: string, payload: unknown = { a: 1 }) => ({
  action: { type: 'text', label, payload },
  color: 'primary',
})
const rows = (count: number, width: number) =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => text('Да')))

describe('error 911', () => {
  it.each([
    ['buttons contain too much rows', { buttons: rows(11, 1) }],
    ['buttons contain too much rows', { inline: true, buttons: rows(7, 1) }],
    ['row 0 contains too much columns', { buttons: rows(1, 6) }],
    ['keyboard contains too much buttons', { buttons: rows(9, 5) }],
    ['keyboard contains too much buttons', { inline: true, buttons: rows(3, 4) }],
    ['button [0][0] label should be at least 1 letters length', { buttons: [[text('')]] }],
    [
      'button [0][1] label should be at most 40 letters length',
      { buttons: [[text('Да'), text('я'.repeat(41))]] },
    ],
    [
      'button [0][0] payload should be at most 255 letters length',
      { buttons: [[text('Да', { a: 'я'.repeat(260) })]] },
    ],
    ['button [0][0] payload should be JSON', { buttons: [[text('Да', 'not json')]] }],
    [
      'button [0][0] has invalid link',
      { buttons: [[{ action: { type: 'open_link', label: 'Сайт', link: 'сайт' } }]] },
    ],
    ['inline property should be boolean', { inline: 1, buttons: [] }],
    [
      'action contains unknown fields',
      { buttons: [[{ action: { type: 'text', label: 'Да', link: 'https://a.ru' } }]] },
    ],
    [
      'button [0][0] color is not allowed for open_link button',
      {
        buttons: [[{ action: { type: 'open_link', label: 'Сайт', link: 'https://a.ru' }, color: 'primary' }]],
      },
    ],
    ['keyboard should be an object', 'не клавиатура'],
  ])('says «%s»', async (sentence, keyboard) => {
    const answer = await send(keyboard)

    expect(answer).toMatchObject({
      error: { error_code: 911, error_msg: `Keyboard format is invalid: ${sentence}` },
    })
  })

  it.each([
    ['10 rows', { buttons: rows(10, 4) }],
    ['40 buttons', { buttons: rows(8, 5) }],
    ['10 inline buttons', { inline: true, buttons: rows(5, 2) }],
    ['nothing: the keyboard goes away', { buttons: [] }],
  ])('does not come for %s', async (_what, keyboard) => {
    expect(at(await send(keyboard), 'response')).toEqual(expect.any(Number))
  })
})

describe('pressing', () => {
  const press = (more: Readonly<Record<string, unknown>> = {}) =>
    vk.control('press', { groupId: vk.groupId, userId: vk.userId, row: 0, column: 0, ...more })
  let server: Awaited<ReturnType<Playground['pollServer']>>

  beforeEach(async () => {
    server = await vk.pollServer()
  })

  it('sends the text of a text button with its payload', async () => {
    await send({ buttons: [[text('Дороги', { topic: 7 })]] })
    server = await vk.pollServer()

    const pressed = await press()

    expect(at(pressed, 'type')).toBe('text')
    const answer = await vk.poll(server)
    expect(at(answer, 'updates', 0, 'object', 'message')).toMatchObject({
      text: 'Дороги',
      payload: '{"topic":7}',
    })
    expect(at(answer, 'updates', 0, 'event_id')).toBe(textAt(pressed, 'eventId'))
  })

  it('takes away a keyboard for one use', async () => {
    await send({ one_time: true, buttons: [[text('Да')]] })
    expect(at(await vk.dialog(), 'keyboard', 'buttons', 0, 0, 'action', 'label')).toBe('Да')

    await press()

    expect(at(await vk.dialog(), 'keyboard')).toBeUndefined()
    expect(at(await press(), 'error')).toBe('Нет кнопки в строке 0, столбце 0.')
  })

  it('sends the place of a location button', async () => {
    await send({ buttons: [[{ action: { type: 'location', payload: '{"b":2}' } }]] })
    server = await vk.pollServer()

    await press({ geo: { latitude: 55, longitude: 37 } })

    expect(at(await vk.poll(server), 'updates', 0, 'object', 'message')).toMatchObject({
      geo: { coordinates: { latitude: 55, longitude: 37 } },
      payload: '{"b":2}',
    })
  })

  it('gives the link of a link button to the caller and tells the community nothing', async () => {
    await send({ buttons: [[{ action: { type: 'open_link', label: 'Сайт', link: 'https://example.ru' } }]] })
    server = await vk.pollServer()

    expect(await press()).toEqual({ type: 'open_link', link: 'https://example.ru' })
    expect(at(await vk.poll(server, 0), 'updates')).toEqual([])
  })

  it('makes a message_event of a callback button and takes one answer within a minute', async () => {
    await send({
      inline: true,
      buttons: [[{ action: { type: 'callback', label: 'Взять', payload: { take: 5 } } }]],
    })
    const cmid = at(await vk.dialog(), 'messages', -1 + (await countMessages()), 'cmid')
    server = await vk.pollServer()

    const eventId = textAt(await press({ cmid }), 'eventId')

    const answer = await vk.poll(server)
    expect(updateTypes(answer)).toEqual(['message_event'])
    const event = { user_id: vk.userId, peer_id: vk.userId, event_id: eventId }
    expect(at(answer, 'updates', 0, 'object')).toEqual({
      ...event,
      payload: { take: 5 },
      conversation_message_id: cmid,
    })
    const snackbar = { type: 'show_snackbar', text: 'Взято' }
    const reply = () =>
      vk.call('messages.sendMessageEventAnswer', { ...event, event_data: JSON.stringify(snackbar) })
    expect(await reply()).toEqual({ response: 1 })
    expect(at(await reply(), 'error', 'error_code')).toBe(100)
    expect(at(await vk.dialog(), 'eventAnswers', 0)).toMatchObject({ eventId, cmid, answer: snackbar })
  })

  const countMessages = async (): Promise<number> => {
    const messages = at(await vk.dialog(), 'messages')
    return Array.isArray(messages) ? messages.length : 0
  }
})
