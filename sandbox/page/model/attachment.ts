/** VK's attachments as the page draws them. A type it does not know is named, never dropped. */
import type { RawAttachment } from '../api/schemas.ts'

export type Attachment =
  | { readonly kind: 'photo'; readonly url: string; readonly width: number; readonly height: number }
  | { readonly kind: 'voice'; readonly url: string | null; readonly seconds: number }
  | { readonly kind: 'file'; readonly title: string; readonly note: string; readonly url: string | null }
  | { readonly kind: 'unknown'; readonly title: string }

const titles: Readonly<Record<string, string>> = {
  video: 'Видео',
  audio: 'Аудиозапись',
  sticker: 'Стикер',
  wall: 'Запись на стене',
  wall_reply: 'Комментарий',
  market: 'Товар',
  poll: 'Опрос',
  graffiti: 'Граффити',
  gift: 'Подарок',
  story: 'История',
}

export function readAttachment(raw: RawAttachment): Attachment {
  const body = record(raw[raw.type])
  switch (raw.type) {
    case 'photo':
      return photo(body)
    case 'audio_message':
      return {
        kind: 'voice',
        url: webUrl(body['link_mp3']) ?? webUrl(body['link_ogg']),
        seconds: number(body['duration']),
      }
    case 'doc':
      return document(body)
    case 'link':
      return {
        kind: 'file',
        title: text(body['title']) || text(body['url']),
        note: text(body['caption']),
        url: webUrl(body['url']),
      }
    default:
      return { kind: 'unknown', title: titles[raw.type] ?? `Вложение (${raw.type})` }
  }
}

export function sizeLabel(bytes: number): string {
  if (bytes < 1024) return `${bytes} Б`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} КБ`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} МБ`
}

export function durationLabel(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`
}

/** The largest size: the sandbox is on this machine, so weight does not matter. */
function photo(body: Fields): Attachment {
  const sizes = Array.isArray(body['sizes']) ? body['sizes'].map(record) : []
  const [largest] = sizes.sort((one, other) => number(other['width']) - number(one['width']))
  const url = largest === undefined ? null : webUrl(largest['url'])
  if (largest === undefined || url === null) return { kind: 'unknown', title: 'Фотография' }
  return { kind: 'photo', url, width: number(largest['width']), height: number(largest['height']) }
}

function document(body: Fields): Attachment {
  const size = number(body['size'])
  const note = [text(body['ext']).toUpperCase(), size > 0 ? sizeLabel(size) : '']
    .filter((part) => part !== '')
    .join(' · ')
  return { kind: 'file', title: text(body['title']) || 'Документ', note, url: webUrl(body['url']) }
}

type Fields = Readonly<Record<string, unknown>>

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** Only addresses that a click may open: `javascript:` and the like are refused. */
function webUrl(value: unknown): string | null {
  return typeof value === 'string' && /^(?:https?:\/\/|\/(?!\/))/.test(value) ? value : null
}
