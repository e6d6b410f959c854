import type { TicketPage } from '../../src/web/api/schemas.ts'
import type { Others } from '../hooks/use-presence.ts'
import { dueInWords } from '../model/due.ts'

const closed = { answered: 'Отвечено', withdrawn: 'Житель отозвал обращение' } as const

interface Props {
  readonly ticket: TicketPage
  readonly now: number
  readonly others: Others
}

/** What one has to know before answering. */
export function TicketFacts({ ticket, now, others }: Props) {
  const isClosed = ticket.status === 'answered' || ticket.status === 'withdrawn'
  const due = dueInWords(ticket.dueAt, now, ticket.timeZone)
  const dueTitle = ticket.dueKind === 'firstReply' ? 'Первый ответ' : 'Решение'
  return (
    <section className="facts" aria-label="Об обращении">
      <p className="facts-topic">{ticket.topic ?? 'Тема не определена'}</p>
      <p className="facts-line">
        <span className="due" data-tone={isClosed ? 'closed' : due.tone}>
          {ticket.status === 'answered' || ticket.status === 'withdrawn'
            ? closed[ticket.status]
            : `${dueTitle}: ${due.text}`}
        </span>
        {ticket.priority === 'urgent' && <span className="mark mark-urgent">срочно</span>}
        {ticket.takenBy !== null && (
          <span className="mark">
            {ticket.takenBy.isMe ? 'за вами' : `занимается ${ticket.takenBy.name}`}
          </span>
        )}
      </p>
      <p className="facts-quiet">
        {[ticket.owner ?? 'У координаторов', ticket.place, `из сообщества «${ticket.community}»`]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <p className="facts-others" role="status">
        {others
          .map(({ name, isWriting }) => `${name} ${isWriting ? 'пишет ответ' : 'тоже смотрит'}`)
          .join(' · ')}
      </p>
    </section>
  )
}
