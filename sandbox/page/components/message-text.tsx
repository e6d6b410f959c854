import type { Community } from '../api/schemas.ts'
import { textParts, type TextPart } from '../model/text-parts.ts'

interface MessageTextProps {
  readonly text: string
  readonly communities: readonly Community[]
  readonly onOpen: (groupId: number) => void
}

export function MessageText({ text, communities, onOpen }: MessageTextProps) {
  if (text === '') return null
  const parts = textParts(text)
  return (
    <span className="message-text">
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text never change places
        <Part key={`${index} ${part.kind}`} part={part} communities={communities} onOpen={onOpen} />
      ))}
    </span>
  )
}

function Part({ part, communities, onOpen }: { readonly part: TextPart } & Omit<MessageTextProps, 'text'>) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noreferrer noopener">
          {part.text}
        </a>
      )
    case 'community':
      // A community of the sandbox opens here; any other leads nowhere from this machine.
      return communities.some(({ groupId }) => groupId === part.groupId) ? (
        <button type="button" className="mention" onClick={() => onOpen(part.groupId)}>
          {part.text}
        </button>
      ) : (
        <span className="mention">{part.text}</span>
      )
    case 'person':
      return <span className="mention">{part.text}</span>
  }
}
