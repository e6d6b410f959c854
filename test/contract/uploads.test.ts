import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, textAt } from './support/at.ts'
import { pngPixel } from './support/png-pixel.ts'
import { startPlayground, type Playground } from './support/playground.ts'

let vk: Playground

beforeAll(async () => {
  vk = await startPlayground()
  await vk.write('Здравствуйте')
})
afterAll(() => vk.stop())

const upload = async (url: string, field: string, file: Blob, name: string): Promise<unknown> => {
  const form = new FormData()
  form.set(field, file, name)
  const response = await fetch(url, { method: 'POST', body: form })
  const body: unknown = await response.json()
  return body
}

const uploadPhoto = async () => {
  const server = await vk.call('photos.getMessagesUploadServer', { peer_id: vk.userId })
  return upload(
    textAt(server, 'response', 'upload_url'),
    'photo',
    new Blob([pngPixel], { type: 'image/png' }),
    'яма.png',
  )
}

it('takes a photo in three steps, sends it and gives the file back', async () => {
  const uploaded = await uploadPhoto()
  const params = { photo: textAt(uploaded, 'photo'), server: 1, hash: textAt(uploaded, 'hash') }
  const saved = at(await vk.call('photos.saveMessagesPhoto', params), 'response', 0)
  const attachment = `photo${String(at(saved, 'owner_id'))}_${String(at(saved, 'id'))}_${textAt(saved, 'access_key')}`

  await vk.call('messages.send', { peer_id: vk.userId, random_id: 0, attachment })

  const shown = at(await vk.dialog(), 'messages', 1, 'attachments', 0)
  expect(at(shown, 'type')).toBe('photo')
  const file = await fetch(textAt(shown, 'photo', 'sizes', 0, 'url'))
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(pngPixel)
  expect(file.headers.get('content-type')).toBe('image/png')
})

it('refuses a hash or server that the upload server did not give', async () => {
  const uploaded = await uploadPhoto()
  const save = (params: Readonly<Record<string, string | number>>) =>
    vk.call('photos.saveMessagesPhoto', {
      photo: textAt(uploaded, 'photo'),
      hash: textAt(uploaded, 'hash'),
      ...params,
    })

  expect(at(await save({ hash: 'другой' }), 'error', 'error_code')).toBe(121)
  expect(at(await save({ server: 9 }), 'error', 'error_code')).toBe(118)
})

it('takes a document and serves it as a download, whatever it calls itself', async () => {
  const server = await vk.call('docs.getMessagesUploadServer', { type: 'doc', peer_id: vk.userId })
  const page = new Blob(['<script>alert(1)</script>'], { type: 'text/html' })
  const uploaded = await upload(textAt(server, 'response', 'upload_url'), 'file', page, 'справка.html')

  const saved = await vk.call('docs.save', { file: textAt(uploaded, 'file'), title: 'Справка' })

  expect(at(saved, 'response')).toMatchObject({
    type: 'doc',
    doc: { title: 'Справка', ext: 'html', size: page.size },
  })
  const file = await fetch(textAt(saved, 'response', 'doc', 'url'))
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect(at(await vk.call('docs.save', { file: 'чужой' }), 'error', 'error_code')).toBe(105)
})

it('lets a person attach a picture', async () => {
  const image = new Blob([pngPixel], { type: 'image/png' })
  const attachment = at(await upload(`${vk.url}/sandbox/uploads`, 'file', image, 'яма.png'), 'attachment')

  const cmid = await vk.write('', { attachments: [attachment] })

  const read = await vk.call('messages.getByConversationMessageId', {
    peer_id: vk.userId,
    conversation_message_ids: cmid,
  })
  expect(at(read, 'response', 'items', 0, 'attachments', 0)).toEqual(attachment)
})
