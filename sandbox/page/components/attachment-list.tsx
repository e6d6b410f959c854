import { durationLabel, type Attachment } from '../model/attachment.ts'
import { Icon } from './icons.tsx'

type Photo = Extract<Attachment, { kind: 'photo' }>

export function AttachmentList({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const photos = attachments.filter((attachment) => attachment.kind === 'photo')
  const others = attachments.filter((attachment) => attachment.kind !== 'photo')
  return (
    <>
      {photos.length > 0 && <PhotoGrid photos={photos} />}
      {others.map((attachment, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- attachments of one message never change places
        <Other key={`${index} ${attachment.kind}`} attachment={attachment} />
      ))}
    </>
  )
}

/** Sizes are known before the picture comes, so nothing jumps. */
function PhotoGrid({ photos }: { readonly photos: readonly Photo[] }) {
  const [only] = photos
  const isSingle = photos.length === 1 && only !== undefined && only.width > 0 && only.height > 0
  return (
    <div className="photos" data-count={Math.min(photos.length, 3)}>
      {photos.map((photo, index) => (
        <a
          key={photo.url}
          href={photo.url}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={`Открыть фото ${index + 1}`}
        >
          <img
            src={photo.url}
            alt=""
            loading="lazy"
            {...(isSingle ? { width: photo.width, height: photo.height } : {})}
          />
        </a>
      ))}
    </div>
  )
}

function Other({ attachment }: { readonly attachment: Exclude<Attachment, Photo> }) {
  switch (attachment.kind) {
    case 'voice':
      return (
        <FileLine
          icon="voice"
          title="Голосовое сообщение"
          note={durationLabel(attachment.seconds)}
          url={attachment.url}
        />
      )
    case 'file':
      return <FileLine icon="file" title={attachment.title} note={attachment.note} url={attachment.url} />
    case 'unknown':
      return <FileLine icon="clip" title={attachment.title} note="" url={null} />
  }
}

interface FileLineProps {
  readonly icon: 'voice' | 'file' | 'clip'
  readonly title: string
  readonly note: string
  readonly url: string | null
}

function FileLine({ icon, title, note, url }: FileLineProps) {
  const content = (
    <>
      <span className="file-icon">
        <Icon name={icon} />
      </span>
      <span className="file-text">
        <span className="file-title">{title}</span>
        {note !== '' && <span className="file-note">{note}</span>}
      </span>
    </>
  )
  if (url === null) return <span className="file">{content}</span>
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer noopener">
      {content}
    </a>
  )
}
