import { Button } from '@vkontakte/vkui/dist/cssm'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { momentInWords } from '../model/due.ts'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly now: number
}

/** What happened to the ticket, with the reasons that were kept with it. */
export function History({ ticket, now }: Props) {
  return (
    <>
      <details className="why">
        <summary>Почему такой срок</summary>
        <p className="said">{ticket.deadlineExplained}</p>
      </details>
      <ol className="history">
        {ticket.history.map(({ id, at, text, why }) => (
          <li key={id}>
            <span>{text}</span>
            {why !== null && (
              <details className="why">
                <summary>Почему сюда</summary>
                <p className="said">{why}</p>
              </details>
            )}
            <time dateTime={at}>{momentInWords(at, now, ticket.timeZone)}</time>
          </li>
        ))}
      </ol>
    </>
  )
}

export function HistoryDialog({ ticket, now, onClose }: Props & { readonly onClose: () => void }) {
  return (
    <Sheet title="История обращения" onClose={onClose}>
      <History ticket={ticket} now={now} />
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Закрыть
      </Button>
    </Sheet>
  )
}
