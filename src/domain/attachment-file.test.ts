import { describe, expect, it } from 'vitest'
import { attachmentFile } from './attachment-file.ts'

describe('attachmentFile', () => {
  it('takes the original of a photo, or else the largest copy', () => {
    const sizes = [
      { type: 's', url: 'https://a/s', width: 75, height: 50 },
      { type: 'w', url: 'https://a/w', width: 2560, height: 1707 },
      { type: 'z', url: 'https://a/z', width: 1280, height: 853 },
    ]
    const photo = { owner_id: 5, id: 7, sizes }

    expect(attachmentFile('photo', photo)).toEqual({
      type: 'photo',
      name: 'photo5_7',
      url: 'https://a/w',
      title: '',
    })
    expect(attachmentFile('photo', { ...photo, orig_photo: { url: 'https://a/o' } })?.url).toBe('https://a/o')
  })

  it('knows documents by their name and voice messages by their sound', () => {
    const named = attachmentFile('doc', { owner_id: -5, id: 7, url: 'https://a/d', title: 'Заявление.pdf' })

    expect(named).toMatchObject({ name: 'doc-5_7', title: 'Заявление.pdf' })
    expect(attachmentFile('audio_message', { owner_id: 5, id: 7, link_mp3: 'https://a/m' })?.url).toBe(
      'https://a/m',
    )
  })

  it.each([
    ['video', { owner_id: 5, id: 7, url: 'https://a/v' }],
    ['photo', { owner_id: 5, id: 7 }],
    ['photo', { owner_id: 5, id: 7, sizes: 'none', orig_photo: null }],
    ['doc', { owner_id: '5', id: 7, url: 'https://a/d' }],
    ['constructor', { owner_id: 5, id: 7, url: 'https://a/d' }],
  ])('finds no file in %s %j', (type, raw) => {
    expect(attachmentFile(type, raw)).toBeNull()
  })
})
