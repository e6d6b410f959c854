/**
 * A file that came in one community becomes an attachment of another: three steps each, as VK wants it.
 * @see dev.vk.com, "Загрузка файлов на сервер ВКонтакте" (read 2026)
 */
import { z } from 'zod'
import { FileFault, type FileTransfer, type SniffType } from '../app/file-ports.ts'
import type { OutboxFile } from '../app/ports.ts'
import type { ReadFile } from '../app/read-file.ts'
import type { OutboxMessage } from '../app/transport-ports.ts'
import type { VkApi } from './api.ts'
import { Slots } from './long-poll-slots.ts'

export interface UploadOptions {
  readonly api: VkApi
  readonly transfer: FileTransfer
  readonly readFile: ReadFile
  readonly sniffType: SniffType
}

/**
 * How VK names the uploaded file: `photo-1_7_key`. Throws `FileFault`, `VkApiError`, `VkUnreachable`. Uploading twice
 * does no harm: nobody sees a file before it is in a message.
 */
export type UploadFile = (message: OutboxMessage, file: OutboxFile) => Promise<string>

/** Whole files are held in memory. */
const uploadsAtOnce = 4
/** A card for five colleagues carries the same photo five times; a retry of a message its own again. */
const rememberedMax = 1_000

export function createUploadFile(options: UploadOptions): UploadFile {
  const slots = new Slots(uploadsAtOnce)
  const remembered = new Map<string, string>()
  return async (message, file) => {
    const key = keyOf(message, file)
    const known = remembered.get(key)
    if (known !== undefined) return known
    const reference = await slots.use(() => upload(options, message, file))
    const [oldest] = remembered.keys()
    if (remembered.size >= rememberedMax && oldest !== undefined) remembered.delete(oldest)
    remembered.set(key, reference)
    return reference
  }
}

/** A photo belongs to the community, a document to the dialogue it was uploaded for. */
const keyOf = ({ groupId, peerId }: OutboxMessage, { type, name }: OutboxFile): string =>
  type === 'photo' ? `${groupId}:${name}` : `${groupId}:${peerId}:${name}`

const serverSchema = z.object({ upload_url: z.string() })
const savedSchema = z.object({
  id: z.number(),
  owner_id: z.number(),
  access_key: z.string().optional(),
})
const photoSent = z.object({ server: z.union([z.number(), z.string()]), photo: z.string(), hash: z.string() })
const documentSent = z.object({ file: z.string().min(1) })

async function upload(options: UploadOptions, message: OutboxMessage, file: OutboxFile): Promise<string> {
  const bytes = await options.readFile(message.ticketId, file)
  const sniffed = await options.sniffType(bytes, file.type)
  if (sniffed === null) throw new FileFault('refused', 'a type of file that is not taken')
  const sent = { bytes, contentType: sniffed.contentType, fileName: `file.${sniffed.extension}` }
  return file.type === 'photo'
    ? uploadPhoto(options, message, sent)
    : uploadDocument(options, message, file, sent)
}

type Sent = Parameters<FileTransfer['upload']>[2]

async function uploadPhoto({ api, transfer }: UploadOptions, { token }: OutboxMessage, sent: Sent) {
  const server = read(serverSchema, await api.call(token, 'photos.getMessagesUploadServer', {}))
  const uploaded = read(photoSent, await transfer.upload(server.upload_url, 'photo', sent))
  // VK says "no photo" by an empty list.
  if (uploaded.photo === '' || uploaded.photo === '[]')
    throw new FileFault('refused', 'VK did not take the photo')
  const saved = await api.call(token, 'photos.saveMessagesPhoto', uploaded)
  const [photo] = read(z.array(savedSchema).min(1), saved)
  return nameOf('photo', photo)
}

async function uploadDocument(
  { api, transfer }: UploadOptions,
  { token, peerId }: OutboxMessage,
  { type, title }: OutboxFile,
  sent: Sent,
): Promise<string> {
  const kind = { type: type === 'doc' ? 'doc' : type, peer_id: peerId }
  const server = read(serverSchema, await api.call(token, 'docs.getMessagesUploadServer', kind))
  const { file } = read(documentSent, await transfer.upload(server.upload_url, 'file', sent))
  const saved = read(
    z.record(z.string(), z.unknown()),
    await api.call(token, 'docs.save', { file, ...(title === '' ? {} : { title }) }),
  )
  return nameOf(type, read(savedSchema, saved[type]))
}

function nameOf(type: string, saved: z.infer<typeof savedSchema> | undefined): string {
  if (saved === undefined) throw new FileFault('unreachable', 'VK saved nothing')
  const { owner_id, id, access_key } = saved
  return `${type}${owner_id}_${id}${access_key === undefined ? '' : `_${access_key}`}`
}

/** An upload server that dislikes a file answers `{"error": …}` in many ways. */
function read<Value>(schema: z.ZodType<Value>, answer: unknown): Value {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new FileFault('refused', 'VK did not take the file')
  return parsed.data
}
