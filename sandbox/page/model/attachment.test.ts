import { expect, test } from 'vitest'
import { durationLabel, readAttachment, sizeLabel } from './attachment.ts'

test('takes the largest size of a photo', () => {
  const sizes = [
    { type: 's', url: 'http://127.0.0.1/s.jpg', width: 75, height: 50 },
    { type: 'z', url: 'http://127.0.0.1/z.jpg', width: 1080, height: 720 },
  ]

  expect(readAttachment({ type: 'photo', photo: { sizes } })).toEqual({
    kind: 'photo',
    url: 'http://127.0.0.1/z.jpg',
    width: 1080,
    height: 720,
  })
})

test('describes a document and refuses an address that runs a script', () => {
  const doc = { title: 'Заявление.pdf', ext: 'pdf', size: 2048, url: 'javascript:alert(1)' }

  expect(readAttachment({ type: 'doc', doc })).toEqual({
    kind: 'file',
    title: 'Заявление.pdf',
    note: 'PDF · 2 КБ',
    url: null,
  })
})

test('names what it cannot draw', () => {
  expect(readAttachment({ type: 'video', video: {} })).toEqual({ kind: 'unknown', title: 'Видео' })
  expect(readAttachment({ type: 'hologram' })).toEqual({ kind: 'unknown', title: 'Вложение (hologram)' })
  expect(readAttachment({ type: 'photo', photo: { sizes: [] } })).toEqual({
    kind: 'unknown',
    title: 'Фотография',
  })
})

test('writes sizes and durations as people do', () => {
  expect([sizeLabel(900), sizeLabel(1536), sizeLabel(3_500_000)]).toEqual(['900 Б', '2 КБ', '3,3 МБ'])
  expect([durationLabel(7), durationLabel(83)]).toEqual(['0:07', '1:23'])
})
