/** What a file is by its bytes: neither its name nor what the sender says is believed. */
import { fileTypeFromBuffer } from 'file-type'
import type { SniffType } from '../app/file-ports.ts'
import type { FileType } from '../domain/attachment-file.ts'

/** Programs, archives and pages with scripts are not kept; they can still be opened in VK. */
const taken: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/heif',
  'image/avif',
  'image/bmp',
  'image/tiff',
  'application/pdf',
  'application/rtf',
  // Word and Excel up to 2003.
  'application/x-cfb',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/3gpp',
  'text/plain',
])
const wanted: Readonly<Record<FileType, RegExp>> = {
  photo: /^image\//,
  graffiti: /^image\//,
  audio_message: /^audio\//,
  doc: /./,
}

export const sniffType: SniffType = async (bytes, type) => {
  const found = await fileTypeFromBuffer(bytes)
  const [contentType = ''] = found?.mime.split(';') ?? []
  const sniffed = found === undefined ? textOf(bytes) : { contentType, extension: found.ext }
  if (sniffed === null || !taken.has(sniffed.contentType)) return null
  return wanted[type].test(sniffed.contentType) ? sniffed : null
}

/** Text has no mark of its own. Control characters mean that it is none, a tag in front that a browser may run it. */
function textOf(bytes: Uint8Array): { readonly contentType: string; readonly extension: string } | null {
  const isText =
    bytes.length > 0 && bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1').trimStart()
  return isText && !head.startsWith('<') && !head.startsWith('ï»¿<') && !head.startsWith('#!')
    ? { contentType: 'text/plain', extension: 'txt' }
    : null
}
