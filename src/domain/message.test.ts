import { describe, expect, it } from 'vitest'
import { givenMessage, photo } from '../../test/support/given.ts'
import { attachmentReference, glue, partsOf } from './message.ts'

describe('attachmentReference', () => {
  it('names an attachment as messages.send wants it', () => {
    expect(attachmentReference('photo', { owner_id: 501, id: 7 })).toBe('photo501_7')
    expect(attachmentReference('wall', { owner_id: -100, id: 12 })).toBe('wall-100_12')
  })

  it('adds the key without which a private attachment cannot be seen', () => {
    expect(attachmentReference('doc', { owner_id: 501, id: 7, access_key: 'a1b2' })).toBe('doc501_7_a1b2')
  })

  it.each([
    ['a sticker', 'sticker', { sticker_id: 3 }],
    ['a type that VK will invent', 'hologram', { owner_id: 1, id: 2 }],
    ['an attachment without an owner', 'photo', { id: 2 }],
    ['numbers that are words', 'photo', { owner_id: '501', id: '7' }],
  ])('cannot send %s on', (_what, type, raw) => {
    expect(attachmentReference(type, raw)).toBeNull()
  })
})

describe('glue', () => {
  it('reads messages sent in a row as one, and keeps each with its number', () => {
    const first = givenMessage({ cmid: 1, text: 'Здравствуйте' })
    const shown = givenMessage({ cmid: 2, attachments: [photo] })
    const last = givenMessage({ cmid: 3, text: 'яма на Мира' })

    const glued = glue([first, shown, last])

    expect(glued).toMatchObject({ cmid: 3, text: 'Здравствуйте\nяма на Мира', attachments: [photo] })
    expect(glued === null ? [] : partsOf(glued)).toEqual([first, shown, last])
  })

  it('leaves one message as it is, and makes nothing of none', () => {
    const only = givenMessage({ text: 'яма' })

    expect(glue([only])).toBe(only)
    expect(partsOf(only)).toEqual([only])
    expect(glue([])).toBeNull()
  })
})
