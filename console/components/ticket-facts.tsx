import type { TicketPage } from '../../src/web/api/schemas.ts'
import type { Others } from '../hooks/use-presence.ts'
import { dueInWords } from '../model/due.ts'

const closed = { answered: 'Отвечено', withdrawn: 'Житель отозвал обращение' } as const

interface Props {
  readonly ticket: TicketPage
  readonly now: number
  readonly others: Others
  /** With this one of the same person. */
  readonly onMerge: (mate: TicketPage['mates'][number]) => void
}

/** What one has to know before answering. */
export function TicketFacts({ ticket, now, others, onMerge }: Props) {
  const isClosed = ticket.status === 'answered' || ticket.status === 'withdrawn'
  const due = dueInWords(ticket.dueAt, now, ticket.timeZone)
  const dueTitle = ticket.dueKind === 'firstReply' ? 'Первый ответ' : 'Решение'
  return (
    <section className="facts" aria-label="Об обращении">
      <p className="facts-topic">{ticket.topic ?? 'Тема не определена'}</p>
      <p className="facts-line">
        <span className="due" data-tone={isClosed ? 'closed' : due.tone}>
          {ticket.mergedInto !== null
            ? 'Соединено с другим обращением'
            : ticket.status === 'answered' || ticket.status === 'withdrawn'
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
      <Links ticket={ticket} onMerge={onMerge} />
      <p className="facts-others" role="status">
        {others
          .map(({ name, isWriting }) => `${name} ${isWriting ? 'пишет ответ' : 'тоже смотрит'}`)
          .join(' · ')}
      </p>
    </section>
  )
}

/** What belongs together: the common trouble, and what the same person asked besides. */
function Links({ ticket, onMerge }: Pick<Props, 'ticket' | 'onMerge'>) {
  const { mergedInto, incident, mates, mayWork } = ticket
  return (
    <>
      {mergedInto !== null && (
        <p className="facts-link">
          Отвечают в <a href={`#open/${mergedInto}`}>№ {mergedInto}</a>
        </p>
      )}
      {incident !== null && (
        <p className="facts-link">
          {incident.isOpen ? 'Общая беда: пишут многие.' : 'Было частью общей беды.'}{' '}
          {incident.told === null ? 'Всем ещё не отвечали.' : `Всем ответили: «${incident.told}»`}
        </p>
      )}
      {mayWork &&
        mates.map((mate) => (
          <p key={mate.id} className="facts-link">
            Этот же человек ждёт ответа на <a href={`#open/${mate.id}`}>№ {mate.id}</a>: {mate.summary}{' '}
            <button className="link" onClick={() => onMerge(mate)}>
              Соединить<span className="hidden"> с № {mate.id}</span>
            </button>
          </p>
        ))}
    </>
  )
}
