import { describe, expect, it } from 'vitest'
import { groupId, peerId, ticketId } from '../domain/ids.ts'
import type { Attachment } from '../domain/message.ts'
import type { Keyboard } from '../domain/keyboard.ts'
import { outboxDrafts } from './outgoing.ts'

const to = { groupId: groupId(100), peerId: peerId(501) }
const keyboard: Keyboard = { inline: true, rows: [[{ type: 'text', label: 'Да', payload: { c: 'send' } }]] }

/** An attachment that is only named: VK gave no link to it. */
const given = (reference: string): Attachment => ({ type: 'photo', reference, raw: {} })

describe('outboxDrafts', () => {
  it('makes one row of one message', () => {
    const drafts = outboxDrafts(to, { text: 'Готово', about: ticketId(12) })

    expect(drafts).toMatchObject([
      { ...to, kind: 'message', ticketId: 12, body: { message: 'Готово', dont_parse_links: '1' } },
    ])
  })

  it('puts buttons and attachments under the last part of a long text', () => {
    const text = `${'я'.repeat(4000)}\n${'ю'.repeat(4000)}`

    const drafts = outboxDrafts(to, { text, keyboard, attachments: [given('photo1_2'), given('doc1_3')] })

    expect(drafts).toHaveLength(2)
    expect(drafts[0]?.body).not.toHaveProperty('keyboard')
    expect(drafts[0]?.body).not.toHaveProperty('attachment')
    expect(drafts[1]?.body).toMatchObject({ attachment: 'photo1_2,doc1_3' })
    expect(drafts[1]?.body).toHaveProperty('keyboard')
  })

  it('sends attachments without words in one row', () => {
    expect(outboxDrafts(to, { text: '', attachments: [given('photo1_2')] })).toMatchObject([
      { body: { message: '', attachment: 'photo1_2' } },
    ])
  })

  it('keeps files apart: they have to be uploaded for the dialogue they go to', () => {
    const photo = {
      type: 'photo',
      reference: 'photo5_7_key',
      raw: { owner_id: 5, id: 7, orig_photo: { url: 'https://sun1.userapi.com/a.jpg' } },
    }

    const [draft] = outboxDrafts(to, { text: 'Готово', attachments: [photo, given('video1_2')] })

    expect(draft?.body).toMatchObject({ attachment: 'video1_2' })
    expect(draft?.files).toEqual([
      {
        type: 'photo',
        name: 'photo5_7',
        url: 'https://sun1.userapi.com/a.jpg',
        title: '',
        reference: 'photo5_7_key',
      },
    ])
  })

  it('sends more attachments than VK takes at once in further messages', () => {
    const attachments = Array.from({ length: 20 }, (_, index) => given(`photo1_${index}`))

    const drafts = outboxDrafts(to, { text: 'Готово', keyboard, attachments })

    const names = drafts.map(({ body }) => body['attachment']?.split(',') ?? [])
    expect(names.map(({ length }) => length)).toEqual([9, 9, 2])
    expect(names.flat()).toEqual(attachments.map(({ reference }) => reference))
    expect(drafts.map(({ body }) => 'keyboard' in body)).toEqual([true, false, false])
  })

  it('stops at a keyboard that VK would refuse together with the words', () => {
    const broken: Keyboard = { inline: true, rows: [[]] }

    expect(() => outboxDrafts(to, { text: 'Готово', keyboard: broken })).toThrow(/an empty row/u)
  })
})
