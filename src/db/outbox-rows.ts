import type { OutboxDraft } from '../app/ports.ts'

/** A message on its way into the outbox, as `writeAll` reads it. */
export const outboxJson = (
  draft: OutboxDraft,
  randomId: (draft: OutboxDraft) => number,
): Readonly<Record<string, unknown>> => {
  const { groupId, peerId, kind, body, files, ticketId, isCard = false } = draft
  return {
    group_id: groupId,
    peer_id: peerId,
    kind,
    body,
    files,
    random_id: randomId(draft),
    ticket_id: ticketId,
    is_card: isCard,
  }
}
