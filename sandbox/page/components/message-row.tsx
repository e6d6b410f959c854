import { memo } from 'react'
import type { Community, Message, Quoted } from '../api/schemas.ts'
import { useLongPress } from '../hooks/use-long-press.ts'
import { readAttachment } from '../model/attachment.ts'
import { timeLabel } from '../model/date-labels.ts'
import { hasButtons, type KeyboardButton } from '../model/keyboard-layout.ts'
import { plainMessageText } from '../model/text-parts.ts'
import { AttachmentList } from './attachment-list.tsx'
import { Icon } from './icons.tsx'
import { KeyboardView } from './keyboard-view.tsx'
import { MessageText } from './message-text.tsx'

interface MessageRowProps {
  readonly message: Message
  /** First and last of a run of one author. */
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly community: Community
  readonly communities: readonly Community[]
  readonly onReply: (message: Message) => void
  readonly onPress: (button: KeyboardButton, cmid?: number) => void
  readonly onOpen: (groupId: number) => void
}

/** A bubble, the inline keyboard under it and the button that replies to it. */
export const MessageRow = memo(function MessageRow({
  message,
  isFirst,
  isLast,
  community,
  communities,
  onReply,
  onPress,
  onOpen,
}: MessageRowProps) {
  const { isHeld, release, ...longPress } = useLongPress()
  const author = message.from === 'user' ? 'Вы' : community.name
  return (
    <article
      className="message"
      data-cmid={message.cmid}
      data-from={message.from}
      data-first={isFirst}
      data-last={isLast}
      data-held={isHeld}
      aria-label={`${author}, ${timeLabel(message.date)}`}
    >
      <div className="bubble-line">
        <div className="bubble" {...longPress}>
          {message.replyTo !== undefined && message.replyTo !== null && (
            <Quote quoted={message.replyTo} communityName={community.name} />
          )}
          {message.forwards?.map((forward) => (
            <Quote key={forward.cmid} quoted={forward} communityName={community.name} />
          ))}
          <AttachmentList attachments={(message.attachments ?? []).map(readAttachment)} />
          {hasPlace(message) && <PlaceMark message={message} />}
          <MessageText text={message.text} communities={communities} onOpen={onOpen} />
          <BubbleTime message={message} />
        </div>
        <button
          type="button"
          className="icon-button reply"
          aria-label="Ответить"
          title="Ответить"
          onClick={() => {
            release()
            onReply(message)
          }}
        >
          <Icon name="reply" size={20} />
        </button>
      </div>
      {message.keyboard?.inline === true && hasButtons(message.keyboard) && (
        <KeyboardView
          keyboard={message.keyboard}
          kind="inline"
          onPress={(button) => onPress(button, message.cmid)}
        />
      )}
    </article>
  )
})

function Quote({ quoted, communityName }: { readonly quoted: Quoted; readonly communityName: string }) {
  const text = plainMessageText(quoted.text)
  return (
    <button
      type="button"
      className="quote"
      aria-label={`Ответ на сообщение: ${text}`}
      onClick={(event) => showQuoted(event.currentTarget, quoted.cmid)}
    >
      <span className="quote-author">{quoted.from === 'user' ? 'Вы' : communityName}</span>
      <span className="quote-text">{text === '' ? 'Вложение' : text}</span>
    </button>
  )
}

/** Two panes may show messages with one cmid, so the search stays inside this log. */
function showQuoted(from: Element, cmid: number): void {
  const target = from.closest('.log')?.querySelector(`[data-cmid="${cmid}"]`)
  target?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  target?.animate([{ opacity: 0.4 }, { opacity: 1 }], { duration: 900 })
}

function BubbleTime({ message }: { readonly message: Message }) {
  return (
    <span className="bubble-time">
      {isEdited(message) && 'ред. '}
      <time>{timeLabel(message.date)}</time>
    </span>
  )
}

function PlaceMark({ message }: { readonly message: Message }) {
  const { latitude, longitude } = message.geo ?? {}
  return (
    <span className="place-mark">
      <Icon name="place" size={20} />
      {typeof latitude === 'number' && typeof longitude === 'number'
        ? `Место: ${latitude}, ${longitude}`
        : 'Место на карте'}
    </span>
  )
}

function hasPlace(message: Message): boolean {
  return message.geo !== undefined && message.geo !== null
}

function isEdited(message: Message): boolean {
  return message.edited !== undefined && message.edited !== null && message.edited !== false
}
