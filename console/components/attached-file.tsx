import type { TicketPage } from '../../src/web/api/schemas.ts'
import { fileAddress } from '../api/client.ts'
import { ClipIcon } from './icons.tsx'

interface Props {
  readonly ticketId: number
  readonly attachment: TicketPage['words'][number]['attachments'][number]
}

/** A photo is shown, a voice message can be heard, anything else is saved. */
export function AttachedFile({ ticketId, attachment: { title, file } }: Props) {
  if (file === null || file.state !== 'stored')
    return (
      <p className="attachment">
        <ClipIcon /> {title}
        {file !== null && <span className="quiet"> — {absent[file.state]}</span>}
      </p>
    )
  const address = fileAddress(ticketId, file.name)
  if (file.isImage)
    return (
      <a href={address} target="_blank" rel="noreferrer" className="photo">
        <img src={address} alt={title} loading="lazy" />
      </a>
    )
  if (file.isAudio)
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a citizen's voice message has no captions
      <audio controls preload="none" src={address} aria-label={title} className="voice" />
    )
  return (
    <p className="attachment">
      <ClipIcon />
      <a href={address} download>
        {title}
      </a>
      {file.bytes !== null && <span className="quiet">, {sizeInWords(file.bytes)}</span>}
    </p>
  )
}

const absent = {
  stored: '',
  pending: 'ещё загружается',
  missing: 'копии нет, посмотрите во ВКонтакте',
} as const

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} кБ`
    : `${(bytes / 1_000_000).toLocaleString('ru', { maximumFractionDigits: 1 })} МБ`
