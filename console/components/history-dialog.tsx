import { Button } from '@vkontakte/vkui/dist/cssm'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { momentInWords } from '../model/due.ts'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly now: number
  readonly onClose: () => void
}

export function HistoryDialog({ ticket, now, onClose }: Props) {
  return (
    <Sheet title="История обращения" onClose={onClose}>
      <ol className="history">
        {ticket.history.map(({ id, at, text }) => (
          <li key={id}>
            <span>{text}</span>
            <time dateTime={at}>{momentInWords(at, now, ticket.timeZone)}</time>
          </li>
        ))}
      </ol>
      <details className="why">
        <summary>Почему такой срок</summary>
        <p className="said">{ticket.deadlineExplained}</p>
      </details>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Закрыть
      </Button>
    </Sheet>
  )
}
