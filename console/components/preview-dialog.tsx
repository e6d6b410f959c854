import { Button } from '@vkontakte/vkui/dist/cssm'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly text: string
  readonly onSend: () => void
  readonly onClose: () => void
}

/** The answer as the citizen reads it. Who else took the ticket is said before it is too late. */
export function PreviewDialog({ ticket, text, onSend, onClose }: Props) {
  const { takenBy } = ticket
  return (
    <Sheet title="Так это увидит житель" onClose={onClose}>
      {takenBy !== null && !takenBy.isMe && (
        <p className="warning">Обращением занимается {takenBy.name}. Проверьте, что вы не ответите дважды.</p>
      )}
      <div className="preview">
        <p>Ответ на обращение № {ticket.id}:</p>
        <p className="said">{text}</p>
        <p>— {ticket.signature}</p>
      </div>
      <div className="actions">
        <Button size="l" stretched onClick={onSend}>
          Отправить
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Исправить
        </Button>
      </div>
    </Sheet>
  )
}
