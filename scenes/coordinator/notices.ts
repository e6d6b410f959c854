import type { TicketView } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'

export const takenOver = (view: TicketView, byName: string): OutgoingMessage => ({
  text: `Обращение № ${view.ticket.id} теперь ведёт ${byName}. Отвечать на него вам больше не нужно.`,
  about: view.ticket.id,
})
