import type { InboxDraft } from '../app/transport-ports.ts'

/**
 * One answer's events with the messages of each conversation in the order of their numbers: VK now and then gives
 * events of a moment in another order than they happened, and a conversation is handled in the order of its rows. Other
 * events keep their places; the number of an edit or a press is that of an older message.
 */
export function inOrder(drafts: readonly InboxDraft[]): readonly InboxDraft[] {
  const places = new Map<number, number[]>()
  for (const [place, draft] of drafts.entries()) {
    if (!isNumbered(draft)) continue
    const known = places.get(draft.peerId)
    if (known === undefined) places.set(draft.peerId, [place])
    else known.push(place)
  }
  const ordered = [...drafts]
  for (const taken of places.values()) {
    const messages = taken.flatMap((place) => drafts[place] ?? [])
    messages.sort((left, right) => (left.cmid ?? 0) - (right.cmid ?? 0))
    for (const [index, message] of messages.entries()) ordered[taken[index] ?? 0] = message
  }
  return ordered
}

const isNumbered = ({ type, cmid, parkedBecause }: InboxDraft): boolean =>
  (type === 'message_new' || type === 'message_reply') && cmid !== null && parkedBecause === null
