import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { InboxEvent, JsonObject } from '../app/ports.ts'
import { groupId, peerId, vkUserId } from '../domain/ids.ts'
import { fromEpochSeconds } from '../domain/time.ts'
import { readEventMessage } from './read-event.ts'
import { readMessage } from './read-message.ts'

const record = z.record(z.string(), z.json())

const givenEvent = (message: JsonObject, clientInfo: JsonObject = { keyboard: true }): InboxEvent => ({
  id: 1,
  groupId: groupId(1001),
  peerId: peerId(7001),
  userId: vkUserId(7001),
  type: 'message_new',
  vkAt: fromEpochSeconds(1_790_000_000),
  attempts: 0,
  waitsUntil: null,
  body: {
    message: {
      peer_id: 7001,
      from_id: 7001,
      date: 1_790_000_000,
      conversation_message_id: 5,
      text: '',
      attachments: [],
      ...message,
    },
    client_info: clientInfo,
  },
})

describe('a stored message_new', () => {
  it('gives its text as the person wrote it, not as the long poll escapes it', () => {
    const event = givenEvent({ text: '5 &lt; 7 &amp;&amp; &quot;да&quot; &amp;lt;' })

    expect(readMessage(event)?.text).toBe('5 < 7 && "да" &lt;')
  })

  it('may come bare, as versions of events before 5.103 have it', () => {
    const event = givenEvent({ text: 'Яма' })

    const bare = readEventMessage({ ...event, body: { ...record.parse(event.body['message']) } })

    expect(bare).toMatchObject({ text: 'Яма', cmid: 5, peerId: 7001 })
  })

  it('is not for us when several people talk, or a community speaks', () => {
    expect(readMessage(givenEvent({ peer_id: 2_000_000_001 }))).toBeNull()
    expect(readMessage(givenEvent({ from_id: -1001 }))).toBeNull()
  })

  it.each(['{broken', '"text"', '[]', '7', 'null', '{}'])(
    'has no payload when the button carried %s',
    (payload) => {
      expect(readMessage(givenEvent({ payload }))?.payload).toBeNull()
    },
  )

  it('keeps attachments of types nobody knows yet, and names those that can be sent on', () => {
    const event = givenEvent({
      attachments: [
        { type: 'photo', photo: { owner_id: 7001, id: 9, access_key: 'k' } },
        { type: 'hologram', hologram: { id: 1 } },
        { type: 'wall' },
        { nonsense: true },
      ],
    })

    expect(readMessage(event)?.attachments.map(({ type, reference }) => [type, reference])).toEqual([
      ['photo', 'photo7001_9_k'],
      ['hologram', null],
      ['wall', null],
    ])
  })

  it('tells what was replied to, where the person is, and whether buttons are seen', () => {
    const message = readMessage(
      givenEvent(
        {
          reply_message: { conversation_message_id: 3, text: 'карточка &amp; №' },
          geo: {
            type: 'point',
            coordinates: { latitude: 55.5, longitude: 37.5 },
            place: { title: 'Заря', city: 'Льгов' },
          },
        },
        { keyboard: false },
      ),
    )

    expect(message?.replyTo).toEqual({ cmid: 3, text: 'карточка & №' })
    expect(message?.geo).toEqual({ latitude: 55.5, longitude: 37.5, title: 'Льгов, Заря' })
    expect(message?.showsButtons).toBe(false)
  })

  it('drops characters that PostgreSQL cannot keep', () => {
    expect(readMessage(givenEvent({ text: 'а\u0000б' }))?.text).toBe('аб')
  })
})
