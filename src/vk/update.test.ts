import { describe, expect, it } from 'vitest'
import { fromEpochSeconds } from '../domain/time.ts'
import { readUpdates } from './update.ts'

const now = fromEpochSeconds(1_800_000_000)
const read = (type: string, object: object) => readUpdates([{ type, event_id: 'e', object }], now)
const message = { from_id: 5, peer_id: 5, date: 1_790_000_000, conversation_message_id: 7, text: 'x' }

describe('readUpdates', () => {
  it('takes place, number and moment of a message from VK', () => {
    const { drafts } = read('message_new', { message, client_info: {} })

    expect(drafts[0]).toMatchObject({ peerId: 5, userId: 5, cmid: 7, eventId: 'e', parkedBecause: null })
    expect(drafts[0]?.vkAt.epochMilliseconds).toBe(1_790_000_000_000)
    expect(drafts[0]?.body).toEqual({ message, client_info: {} })
  })

  it.each([
    ['messages of the community itself', 'message_new', { message: { ...message, from_id: -1 } }],
    ['group chats', 'message_new', { message: { ...message, peer_id: 2_000_000_001 } }],
    ['what the bot sent', 'message_reply', { ...message, from_id: -1, out: 1 }],
    ['comments of communities', 'wall_reply_new', { id: 1, from_id: -1, date: 1_790_000_000, text: 'x' }],
  ])('leaves out %s', (_what, type, object) => {
    expect(read(type, object)).toEqual({ drafts: [], ignoredCount: 1, unknownTypes: [] })
  })

  it('names the types that nobody handles', () => {
    const read = readUpdates([{ type: 'message_typing_state', object: { state: 'typing' } }], now)

    expect(read).toEqual({ drafts: [], ignoredCount: 1, unknownTypes: ['message_typing_state'] })
  })

  it('keeps what an operator wrote in VK, with the citizen whose dialogue it is', () => {
    const { drafts } = read('message_reply', { ...message, from_id: -1, out: 1, admin_author_id: 77 })

    expect(drafts[0]).toMatchObject({ peerId: 5, userId: 5, cmid: 7 })
  })

  it('orders permissions, presses and comments with the dialogue of the person', () => {
    const places = [
      read('message_allow', { user_id: 5, key: '' }),
      read('message_deny', { user_id: 5 }),
      read('message_event', { user_id: 5, peer_id: 5, event_id: 'f', payload: { c: 'x' } }),
      read('wall_reply_new', { id: 1, from_id: 5, date: 1_790_000_000, text: 'x' }),
    ].map(({ drafts }) => drafts[0])

    for (const place of places) expect(place).toMatchObject({ peerId: 5, userId: 5, parkedBecause: null })
  })

  it('puts messages of one conversation in the order of their numbers, and moves nothing else', () => {
    const said = (peer: number, number: number) => ({
      type: 'message_new',
      object: { message: { ...message, from_id: peer, peer_id: peer, conversation_message_id: number } },
    })
    const edit = { type: 'message_edit', object: { ...message, conversation_message_id: 1 } }

    const { drafts } = readUpdates([said(5, 9), said(6, 3), edit, null, said(5, 7), said(5, 8)], now)

    expect(drafts.map(({ peerId, cmid }) => `${peerId}:${cmid ?? 'none'}`)).toEqual([
      '5:7',
      '6:3',
      '5:1',
      '0:none',
      '5:8',
      '5:9',
    ])
  })

  it('knows comments wherever they stand, new, changed, gone and back again', () => {
    const places = ['wall_reply', 'photo_comment', 'video_comment', 'market_comment', 'board_post']
    const comment = { id: 1, from_id: 5, date: 1_790_000_000, text: 'x' }
    for (const place of places) {
      for (const change of ['new', 'edit', 'restore'])
        expect(read(`${place}_${change}`, comment).drafts).toMatchObject([
          { peerId: 5, userId: 5, cmid: null },
        ])
      expect(read(`${place}_delete`, { id: 1, owner_id: -1, deleter_id: 7 }).drafts).toMatchObject([
        { peerId: 7, type: `${place}_delete` },
      ])
      expect(read(`${place}_new`, { ...comment, from_id: -1 }).drafts).toEqual([])
      expect(read(`${place}_delete`, { id: 1, owner_id: -1, deleter_id: -1 }).drafts).toEqual([])
      expect(read(`${place}_new`, { id: 1 }).drafts[0]?.parkedBecause).toContain('from_id')
    }
  })

  it('parks what is not even an update and goes on with the rest', () => {
    const { drafts } = readUpdates([null, 'x', { type: 'message_new', object: { message } }], now)

    expect(drafts.map(({ parkedBecause }) => parkedBecause === null)).toEqual([false, false, true])
  })

  it('keeps the id of a broken update, so that its repeat is recognised', () => {
    const { drafts } = readUpdates([{ type: 'message_new', event_id: 'e1', object: null }], now)

    expect(drafts).toMatchObject([{ eventId: 'e1', type: 'unreadable' }])
  })
})
