/** Photos, documents and voice messages: kept by us, and carried from the community they came to into the other. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askAboutRoad, nextRoadQuestion } from '../support/ask-about-road.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import { createS3Storage } from '../../src/files/s3-storage.ts'
import { startS3Server } from '../support/s3-server.ts'
import type { SeenMessage, Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const staffCommunity = 1000
const administration = 1001
const administrator = 5040

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n', 'latin1')
const voice = Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x01`, 'latin1')
const program = Buffer.from(`MZ\x90\0${'\0'.repeat(60)}`, 'latin1')

const record = z.record(z.string(), z.unknown())
const seen = z.object({ type: z.string() }).catchall(z.unknown())
const bodyOf = (attachment: unknown): Record<string, unknown> => {
  const { type, ...rest } = seen.parse(attachment)
  return record.parse(rest[type])
}
const urlOf = (attachment: unknown): string => {
  const body = bodyOf(attachment)
  return z.string().parse(body['url'] ?? body['link_ogg'] ?? record.parse(body['orig_photo'])['url'])
}

describe('files', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })
  afterAll(async () => {
    await region.stop()
  })
  beforeEach(async () => {
    await fetch(`${region.sandbox.url}/sandbox/faults`, { method: 'DELETE' })
  })

  const fault = async (asked: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(asked)
    const answer = await fetch(`${region.sandbox.url}/sandbox/faults`, { method: 'POST', headers, body })
    expect(answer.status).toBe(200)
  }

  /** An attachment as VK shows it in events. */
  const upload = async (bytes: Buffer, name: string): Promise<unknown> => {
    const form = new FormData()
    form.set('file', new Blob([Uint8Array.from(bytes)]), name)
    const answer = await fetch(`${region.sandbox.url}/sandbox/uploads`, { method: 'POST', body: form })
    return z.object({ attachment: z.unknown() }).parse(await answer.json()).attachment
  }

  const voiceMessage = async (): Promise<unknown> => {
    const url = urlOf(await upload(voice, 'voice.ogg'))
    const audio_message = { id: 77, owner_id: administrator, duration: 3, link_ogg: url, link_mp3: url }
    return { type: 'audio_message', audio_message: { ...audio_message, waveform: [1], access_key: 'key' } }
  }

  const ask = async (attachments: readonly unknown[] = []): Promise<{ citizen: Talk; number: number }> => {
    const { citizen, number } = await askAboutRoad(region, { attachments })
    return { citizen, number: Number(number) }
  }

  const answer = async (number: number, attachments: readonly unknown[]): Promise<void> => {
    const staff = region.talk(administrator, staffCommunity)
    const card = await staff.hear(`Новое обращение № ${number}`)
    await staff.say('Засыпали, фото приложили.', { replyToCmid: card.cmid, attachments })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')
    await staff.hear('отправлен')
  }

  const answerOf = (citizen: Talk, number: number): Promise<SeenMessage> =>
    citizen.hear(`Ответ на обращение № ${number}`)

  const copiesOf = async (number: number) => {
    const { rows } = await region.pool.query<{
      name: string
      status: string
      storage_key: string | null
      content_type: string | null
      error: string | null
    }>(
      'SELECT name, status, storage_key, content_type, error FROM attachments WHERE ticket_id = $1 ORDER BY id',
      [number],
    )
    return rows
  }

  const settled = (number: number, count: number) =>
    waitFor(async () => {
      const copies = await copiesOf(number)
      return copies.length === count && copies.every(({ status }) => status !== 'pending') ? copies : false
    })

  const copyOf = (storageKey: string | null | undefined): Promise<Buffer> =>
    readFile(path.join(region.filesFolder, storageKey ?? 'none'))

  const bytesAt = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())

  it('of an answer reach the citizen from the citizen’s own community', async () => {
    const { citizen, number } = await ask()

    await answer(number, [
      await upload(png, 'дорога.png'),
      await upload(pdf, 'Акт.pdf'),
      await voiceMessage(),
    ])

    const { attachments } = await answerOf(citizen, number)
    expect(attachments.map((one) => seen.parse(one).type)).toEqual(['photo', 'doc', 'audio_message'])
    expect(attachments.map((one) => bodyOf(one)['owner_id'])).toEqual(Array(3).fill(-administration))
    expect(bodyOf(attachments[1])['title']).toBe('Акт.pdf')
    const sent = await Promise.all(attachments.map((one) => bytesAt(urlOf(one))))
    expect(sent).toEqual([png, pdf, voice])
  })

  it('of a citizen are kept by us, and shown on the card from the staff community', async () => {
    const { number } = await ask([await upload(png, 'яма.png'), await upload(pdf, 'Жалоба.pdf')])

    const copies = await settled(number, 2)

    expect(copies.map(({ status, content_type }) => [status, content_type])).toEqual([
      ['stored', 'image/png'],
      ['stored', 'application/pdf'],
    ])
    expect(await copyOf(copies[0]?.storage_key)).toEqual(png)
    expect(await copyOf(copies[1]?.storage_key)).toEqual(pdf)
    const card = await region.talk(administrator, staffCommunity).hear(`Новое обращение № ${number}`)
    expect(card.attachments.map((one) => bodyOf(one)['owner_id'])).toEqual([-staffCommunity, -staffCommunity])
  })

  it('that may not be kept are told to those who work on the ticket', async () => {
    const { number } = await ask([
      await upload(program, 'setup.exe'),
      await upload(Buffer.alloc(1_100_000), 'a'),
    ])

    const copies = await settled(number, 2)

    expect(copies).toMatchObject([
      { status: 'refused', error: 'a type of file that is not taken' },
      { status: 'refused', error: 'over 1048576 bytes' },
    ])
    const staff = region.talk(administrator, staffCommunity)
    await staff.hear(`Новое обращение № ${number}`)
    await staff.press('Подробнее')
    expect((await staff.hear(`Обращение № ${number}`)).text).toContain('Вложений без копии: 2.')
  })

  it('are asked for again when VK’s link has expired', async () => {
    const { number } = await ask([await upload(png, 'яма.png')])
    await settled(number, 1)
    await region.pool.query(
      `UPDATE attachments SET status = 'pending', storage_key = NULL, url = $2 WHERE ticket_id = $1`,
      [number, `${region.sandbox.url}/files/gone/a.png`],
    )

    region.product.attachments.wake()

    const [copy] = await settled(number, 1)
    expect(copy?.status).toBe('stored')
    expect(await copyOf(copy?.storage_key)).toEqual(png)
  })

  it('come from our copy when VK’s link has expired before a colleague gets the ticket', async () => {
    const { number } = await ask([await upload(png, 'яма.png')])
    await settled(number, 1)
    const staff = region.talk(administrator, staffCommunity)
    await staff.hear(`Новое обращение № ${number}`)
    await region.pool.query(
      `UPDATE messages SET attachments = replace(attachments::text, '/files/', '/gone/')::jsonb WHERE ticket_id = $1`,
      [number],
    )

    await staff.press('Не наш вопрос')
    await staff.hear('Кому передать')
    await staff.press('Не знаю, решит координатор')
    await staff.hear('Почему')
    await staff.press('Не наша тема')

    const card = await region.talk(5002, staffCommunity).hear(`обращение № ${number}`)
    expect(card.attachments.length).toBe(1)
    expect(await bytesAt(urlOf(card.attachments[0]))).toEqual(png)
  })

  it('are uploaded again after faults of the upload server, and the answer is seen once', async () => {
    const { citizen, number } = await ask()
    await fault({ kind: 'drop', method: 'upload', groupId: administration, count: 1, when: 'after' })
    await fault({ kind: 'api_error', code: 10, method: 'photos.*', groupId: administration, count: 1 })

    await answer(number, [await upload(png, 'дорога.png')])

    const { attachments } = await answerOf(citizen, number)
    expect(attachments.map((one) => bodyOf(one)['owner_id'])).toEqual([-administration])
    const { messages } = await citizen.dialog()
    expect(messages.filter(({ text }) => text.includes('Засыпали')).length).toBe(1)
  })

  it('do not hold up the words when the community may not upload', async () => {
    const { citizen, number } = await ask()
    await fault({ kind: 'api_error', code: 15, method: 'photos.*', groupId: administration })

    await answer(number, [await upload(png, 'дорога.png')])

    expect((await answerOf(citizen, number)).text).toContain('Засыпали')
    const sent = await waitFor(async () => {
      const { rows } = await region.pool.query<{ error: string | null }>(
        "SELECT error FROM outbox WHERE ticket_id = $1 AND files IS NOT NULL AND group_id = $2 AND status = 'sent'",
        [number, administration],
      )
      return rows[0]
    })
    expect(sent.error).toContain('was not uploaded: photos.getMessagesUploadServer: VK error 15')
  })
})

describe('files in a store that speaks S3', () => {
  it('are kept there, also after the store was away', async () => {
    const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', region: 'ru-central1' }
    const s3 = await startS3Server(keys)
    s3.fault = 503
    const region = await startTestProduct({ fileStorage: createS3Storage({ bucketUrl: s3.url, ...keys }) })
    const citizen = await region.newcomer(administration)
    await citizen.say(nextRoadQuestion(), {
      attachments: [await region.uploadPhoto()],
    })
    const row = async () => {
      const { rows } = await region.pool.query<{ status: string; attempts: number; error: string | null }>(
        'SELECT status, attempts, error FROM attachments',
      )
      return rows[0]
    }
    const asked = await citizen.hear(/принято|о чём вопрос/u)
    if (asked.text.includes('о чём')) await citizen.press('Ямы и выбоины на дороге')
    await waitFor(async () => ((await row())?.attempts ?? 0) > 0)
    expect(await row()).toMatchObject({ status: 'pending', error: 'the storage of files answered 503' })

    s3.fault = null
    await region.pool.query('UPDATE attachments SET retry_at = now()')
    region.product.attachments.wake()

    await waitFor(async () => (await row())?.status === 'stored')
    expect([...s3.objects.values()].map(({ contentType }) => contentType)).toEqual(['image/png'])
    await region.stop()
    await s3.stop()
  })
})
