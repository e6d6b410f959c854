/** What of an attachment is a file that can be copied and uploaded again. */
import { cutText } from './split-text.ts'

export type FileType = 'photo' | 'doc' | 'audio_message' | 'graffiti'

export interface AttachmentFile {
  readonly type: FileType
  /** As VK names it, without the access key: `photo5001_7`. */
  readonly name: string
  /** VK's link; it works for some hours or days. */
  readonly url: string
  /** What the person called it; empty for what has no name. Words of a person, never a path. */
  readonly title: string
}

type Raw = Readonly<Record<string, unknown>>

/** How VK gives the link, for each type that is a file. Videos, posts and stickers stay where they are. */
const urlOf: Readonly<Record<FileType, (raw: Raw) => unknown>> = {
  photo: (raw) => recordOf(raw['orig_photo'])['url'] ?? largest(raw['sizes']),
  doc: (raw) => raw['url'],
  audio_message: (raw) => raw['link_ogg'] ?? raw['link_mp3'],
  graffiti: (raw) => raw['url'],
}
const titleLengthMax = 200

/** Null when it is no file, or VK gave no link to it. */
export function attachmentFile(type: string, raw: Raw): AttachmentFile | null {
  if (!isFileType(type)) return null
  const { owner_id: owner, id, title } = raw
  const url = urlOf[type](raw)
  if (typeof url !== 'string' || typeof owner !== 'number' || typeof id !== 'number') return null
  const words = typeof title === 'string' ? cutText(title, titleLengthMax) : ''
  return { type, name: `${type}${owner}_${id}`, url, title: words }
}

const isFileType = (type: string): type is FileType => Object.hasOwn(urlOf, type)

function largest(sizes: unknown): unknown {
  const known = Array.isArray(sizes) ? sizes.map(recordOf) : []
  const area = ({ width, height }: Raw): number => Number(width) * Number(height) || 0
  return known.toSorted((left, right) => area(right) - area(left))[0]?.['url']
}

const recordOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
