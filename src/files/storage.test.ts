import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type S3Server, startS3Server } from '../../test/support/s3-server.ts'
import type { FileStorage } from '../app/file-ports.ts'
import { createLocalStorage } from './local-storage.ts'
import { createS3Storage } from './s3-storage.ts'

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', region: 'ru-central1' }
const bytes = Uint8Array.from({ length: 3_000 }, (_, index) => index % 256)

let folder: string
let s3: S3Server

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-storage-'))
  s3 = await startS3Server(keys)
})
afterAll(async () => {
  await s3.stop()
  await rm(folder, { recursive: true })
})

const inS3 = (more: object = {}): FileStorage => createS3Storage({ bucketUrl: s3.url, ...keys, ...more })

describe.each([
  ['a folder', () => createLocalStorage(folder)],
  ['a store that speaks S3', () => inS3()],
])('files in %s', (_name, open) => {
  it('come back as they were put', async () => {
    const storage = open()

    await storage.put('1001/17.jpg', bytes, 'image/jpeg')
    await storage.put('1001/17.jpg', bytes.subarray(1), 'image/jpeg')

    expect(Uint8Array.from((await storage.get('1001/17.jpg')) ?? [])).toEqual(bytes.slice(1))
  })

  it('that were never put are not there', async () => {
    expect(await open().get('1001/18.jpg')).toBeNull()
  })

  it.each(['../1.jpg', '1001/../../etc.d', '1001/a.jpg', '/1001/1.jpg', '1001/1.jpg?x=1', '1001\\1.jpg'])(
    'never lie under a name like %s',
    async (key) => {
      await expect(open().put(key, bytes, 'image/jpeg')).rejects.toThrow(/key/u)
      await expect(open().get(key)).rejects.toThrow(/key/u)
    },
  )
})

it('leaves nothing unfinished in the folder, and lets nobody else read it', async () => {
  await createLocalStorage(folder).put('1002/1.png', bytes, 'image/png')

  expect(await readdir(path.join(folder, '1002'))).toEqual(['1.png'])
  expect((await stat(path.join(folder, '1002', '1.png'))).mode & 0o077).toBe(0)
})

describe('a store that speaks S3', () => {
  it('keeps the type of a file', async () => {
    await inS3().put('1003/1.pdf', bytes, 'application/pdf')

    expect(s3.objects.get('/otklik/1003/1.pdf')?.contentType).toBe('application/pdf')
  })

  it('refuses a wrong key, and the file is tried again later', async () => {
    const wrong = inS3({ secretAccessKey: 'another' })

    await expect(wrong.put('1003/2.pdf', bytes, 'application/pdf')).rejects.toMatchObject({
      name: 'FileFault',
      kind: 'unreachable',
      message: expect.stringContaining('403'),
    })
    expect(s3.objects.has('/otklik/1003/2.pdf')).toBe(false)
  })

  it('that fails or is away is a fault that passes', async () => {
    s3.fault = 503
    await expect(inS3().get('1003/1.pdf')).rejects.toMatchObject({ kind: 'unreachable' })
    s3.fault = null

    const away = inS3({ bucketUrl: 'http://127.0.0.1:1/otklik' })
    await expect(away.put('1003/1.pdf', bytes, 'application/pdf')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.not.stringContaining('127.0.0.1'),
    })
  })
})
