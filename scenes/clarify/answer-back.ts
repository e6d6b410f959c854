/** The citizen's words after «Уточнить»: do they answer, and for which ticket? */
import type { Desk } from '../../src/domain/desk.ts'
import type { IncomingMessage } from '../../src/domain/message.ts'
import type { Ticket } from '../../src/domain/ticket.ts'

/** The ticket about which a person asked the citizen last; null when nobody waits for an answer. */
export const clarifiedTicket = (openTickets: readonly Ticket[]): Ticket | null =>
  openTickets
    .filter(({ pausedAt }) => pausedAt !== null)
    .toSorted(
      (left, right) => (right.pausedAt?.epochMilliseconds ?? 0) - (left.pausedAt?.epochMilliseconds ?? 0),
    )[0] ?? null

/** Thanks and greetings are no answer; «да» is one. Danger is never a mere answer. */
export function answersQuestion(message: IncomingMessage, desk: Desk): boolean {
  const { utterance, danger } = desk.understand(message.text)
  if (danger !== null) return false
  const hasMore = message.geo !== null || message.attachments.some(({ type }) => type !== 'sticker')
  return hasMore || (utterance !== 'thanks' && utterance !== 'greeting' && utterance !== 'empty')
}
