import { imageSize } from './image-size.ts'
import type { Attachment } from './message.ts'
import type { StoredFile } from './media.ts'
import { nowSeconds, type World } from './world.ts'

const documentTypes: Readonly<Record<string, number>> = {
  txt: 1,
  pdf: 1,
  doc: 1,
  docx: 1,
  rtf: 1,
  xls: 1,
  xlsx: 1,
  odt: 1,
  csv: 1,
  zip: 2,
  rar: 2,
  '7z': 2,
  gif: 3,
  jpg: 4,
  jpeg: 4,
  png: 4,
  webp: 4,
  mp3: 5,
  ogg: 5,
  mp4: 6,
  avi: 6,
  epub: 7,
  fb2: 7,
}
const unknownDocumentType = 8
const copies = [
  { type: 'm', widthMax: 130 },
  { type: 'x', widthMax: 604 },
  { type: 'y', widthMax: 807 },
  { type: 'z', widthMax: 1280 },
] as const

/** A photo of an uploaded file. All sizes are one file: the sandbox does not scale pictures. */
export function photoAttachment(world: World, file: StoredFile, ownerId: number): Attachment {
  const id = world.media.nextId()
  const url = fileUrl(world, file)
  const { width, height } = imageSize(file.bytes)
  const scaled = (widthMax: number): { width: number; height: number } => {
    const ratio = width > widthMax ? widthMax / width : 1
    return { width: Math.round(width * ratio), height: Math.round(height * ratio) }
  }
  const photo = {
    id,
    owner_id: ownerId,
    album_id: -64,
    date: nowSeconds(world),
    text: '',
    has_tags: false,
    access_key: world.random.hex(18),
    sizes: copies.map(({ type, widthMax }) => ({ type, url, ...scaled(widthMax) })),
    orig_photo: { type: 'base', url, width, height },
  }
  return remember(world, `photo${ownerId}_${id}`, { type: 'photo', photo })
}

export function documentAttachment(
  world: World,
  file: StoredFile,
  ownerId: number,
  title: string,
): Attachment {
  const id = world.media.nextId()
  const extension = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? 'bin'
  const doc = {
    id,
    owner_id: ownerId,
    title,
    size: file.bytes.byteLength,
    ext: extension,
    date: nowSeconds(world),
    type: documentTypes[extension] ?? unknownDocumentType,
    url: fileUrl(world, file),
    access_key: world.random.hex(18),
  }
  return remember(world, `doc${ownerId}_${id}`, { type: 'doc', doc })
}

/** Length and waveform are not read from the sound. */
export function voiceAttachment(world: World, file: StoredFile, ownerId: number): Attachment {
  const id = world.media.nextId()
  const url = fileUrl(world, file)
  const audio_message = {
    id,
    owner_id: ownerId,
    duration: 1,
    link_mp3: url,
    link_ogg: url,
    waveform: Array.from({ length: 128 }, () => 1),
    access_key: world.random.hex(18),
  }
  return remember(world, `audio_message${ownerId}_${id}`, { type: 'audio_message', audio_message })
}

function remember(world: World, name: string, attachment: Attachment): Attachment {
  world.media.addAttachment(name, attachment)
  return attachment
}

function fileUrl(world: World, file: StoredFile): string {
  return `${world.baseUrl}/files/${file.id}/${encodeURIComponent(file.name)}`
}
