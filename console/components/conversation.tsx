import { useEffect, useRef } from 'react'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { clock, dayInWords } from '../model/due.ts'
import { AttachedFile } from './attached-file.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly now: number
  readonly onNote: () => void
}

type Entry =
  | { readonly kind: 'words'; readonly at: string; readonly words: TicketPage['words'][number] }
  | { readonly kind: 'note'; readonly at: string; readonly note: TicketPage['notes'][number] }

/** Words of both sides and notes of colleagues, in the order in which they were said. */
export function Conversation({ ticket, now, onNote }: Props) {
  const end = useRef<HTMLDivElement>(null)
  const shownCount = useRef(0)
  const entries: readonly Entry[] = [
    ...ticket.words.map((words): Entry => ({ kind: 'words', at: words.at, words })),
    ...ticket.notes.map((note): Entry => ({ kind: 'note', at: note.at, note })),
  ].toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))
  useEffect(() => {
    // New words are looked at; a reader who went back to older ones is left there.
    if (shownCount.current !== entries.length) end.current?.scrollIntoView({ block: 'end' })
    shownCount.current = entries.length
  })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="conversation" role="log" aria-label="Переписка" tabIndex={0}>
      {entries.map((entry, index) => {
        const day = dayInWords(Date.parse(entry.at), now, ticket.timeZone)
        const previous = entries[index - 1]
        const isNewDay =
          previous === undefined || dayInWords(Date.parse(previous.at), now, ticket.timeZone) !== day
        const key = entry.kind === 'words' ? `w${entry.words.id}` : `n${entry.note.id}`
        return (
          <div key={key} className="entry">
            {isNewDay && <p className="day">{day}</p>}
            {entry.kind === 'words' ? (
              <Words ticketId={ticket.id} words={entry.words} timeZone={ticket.timeZone} />
            ) : (
              <article className="note">
                <p className="said-by">Заметка: {entry.note.isMine ? 'вы' : entry.note.name}</p>
                <p className="said">{entry.note.text}</p>
              </article>
            )}
          </div>
        )
      })}
      {ticket.mayWork && (
        <button className="add-note" onClick={onNote}>
          Добавить заметку для коллег
        </button>
      )}
      <div ref={end} />
    </div>
  )
}

const deliveries = { waiting: 'отправляется', sent: 'доставлено', failed: 'не доставлено' } as const

function Words({
  ticketId,
  words,
  timeZone,
}: {
  readonly ticketId: number
  readonly words: TicketPage['words'][number]
  readonly timeZone: string
}) {
  return (
    <article className="bubble" data-by={words.by}>
      <p className="said-by">{words.name}</p>
      {words.text !== '' && <p className="said">{words.text}</p>}
      {words.attachments.map((attachment, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- attachments of a message never change places
        <AttachedFile key={index} ticketId={ticketId} attachment={attachment} />
      ))}
      <p className="said-at">
        {clock(Date.parse(words.at), timeZone)}
        {words.delivery !== null && (
          <span data-delivery={words.delivery}> · {deliveries[words.delivery]}</span>
        )}
      </p>
    </article>
  )
}
