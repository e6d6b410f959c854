import { documentUploaded, photoUploaded } from '../methods/uploads.ts'
import { isImage } from '../world/image-size.ts'
import type { StoredFile } from '../world/media.ts'
import type { World } from '../world/world.ts'
import { send, sendJson, type Exchange } from './exchange.ts'
import { failsAfter, failsBefore } from './play-fault.ts'
import { parseMultipart, readBody } from './request-params.ts'

const fileBytesMax = 64 * 1024 * 1024

/** VK's upload servers: field `photo` for pictures, `file` for documents. */
export async function serveUpload(world: World, exchange: Exchange): Promise<void> {
  const query = new URLSearchParams(exchange.query)
  const place = { groupId: Number(query.get('group_id')), method: 'upload' }
  if (await failsBefore(world, exchange, place)) return
  const isPhoto = exchange.path === '/upload/photo'
  const file = await receiveFile(world, exchange, isPhoto ? 'photo' : 'file')
  const body = JSON.stringify(isPhoto ? photoAnswer(file) : documentAnswer(file, query.get('type') ?? 'doc'))
  if (await failsAfter(world, exchange, place, body)) return
  sendJson(exchange, body)
}

function photoAnswer(file: StoredFile | null): Record<string, unknown> {
  if (file === null) return { server: 1, photo: '[]', hash: '' }
  if (!isImage(file.bytes)) return { error: 'ERR_UPLOAD_BAD_IMAGE_SIZE' }
  return photoUploaded(file.id)
}

function documentAnswer(file: StoredFile | null, type: string): Record<string, unknown> {
  return file === null
    ? { error: 'no_file', error_descr: 'no file in field file' }
    : documentUploaded(file.id, type)
}

/** Stores the file of one multipart field; null when the form has none. */
export async function receiveFile(
  world: World,
  exchange: Exchange,
  field: string,
): Promise<StoredFile | null> {
  const contentType = exchange.request.headers['content-type'] ?? ''
  const body = await readBody(exchange.request, fileBytesMax)
  if (!contentType.startsWith('multipart/form-data')) return null
  const form = await parseMultipart(body, contentType)
  const part = form.get(field)
  if (part === null || typeof part === 'string') return null
  const file: StoredFile = {
    id: world.random.hex(24),
    name: part.name,
    contentType: part.type,
    bytes: new Uint8Array(await part.arrayBuffer()),
  }
  world.media.addFile(file)
  return file
}

const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** Files come back as they were sent, but only pictures open in the browser: they come from strangers. */
export function serveFile(world: World, exchange: Exchange): void {
  const file = world.media.file(exchange.path.split('/')[2] ?? '')
  if (file === undefined) return send(exchange, 404, 'text/plain; charset=utf-8', 'Нет такого файла.')
  const isInline = inlineTypes.has(file.contentType)
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff')
  exchange.response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  const disposition = `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`
  exchange.response.setHeader('Content-Disposition', disposition)
  send(exchange, 200, isInline ? file.contentType : 'application/octet-stream', file.bytes)
}
