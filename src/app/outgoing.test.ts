import { describe, expect, it } from 'vitest'
import { groupId, peerId, ticketId } from '../domain/ids.ts'
import type { Keyboard } from '../domain/keyboard.ts'
import { outboxDrafts } from './outgoing.ts'

const to = { groupId: groupId(100), peerId: peerId(501) }
const keyboard: Keyboard = { inline: true, rows: [[{ type: 'text', label: 'Да', payload: { c: 'send' } }]] }

describe('outboxDrafts', () => {
  it('makes one row of one message', () => {
    const drafts = outboxDrafts(to, { text: 'Готово', about: ticketId(12) })

    expect(drafts).toMatchObject([
      { ...to, kind: 'message', ticketId: 12, body: { message: 'Готово', dont_parse_links: '1' } },
    ])
  })

  it('puts buttons and attachments under the last part of a long text', () => {
    const text = `${'я'.repeat(4000)}\n${'ю'.repeat(4000)}`

    const drafts = outboxDrafts(to, { text, keyboard, attachments: ['photo1_2', 'doc1_3'] })

    expect(drafts).toHaveLength(2)
    expect(drafts[0]?.body).not.toHaveProperty('keyboard')
    expect(drafts[0]?.body).not.toHaveProperty('attachment')
    expect(drafts[1]?.body).toMatchObject({ attachment: 'photo1_2,doc1_3' })
    expect(drafts[1]?.body).toHaveProperty('keyboard')
  })

  it('sends attachments without words in one row', () => {
    expect(outboxDrafts(to, { text: '', attachments: ['photo1_2'] })).toMatchObject([
      { body: { message: '', attachment: 'photo1_2' } },
    ])
  })

  it('stops at a keyboard that VK would refuse together with the words', () => {
    const broken: Keyboard = { inline: true, rows: [[]] }

    expect(() => outboxDrafts(to, { text: 'Готово', keyboard: broken })).toThrow(/an empty row/u)
  })
})
