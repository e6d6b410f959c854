/** Turns what is to be said into a row of the outbox: parameters of messages.send, checked against VK's limits. */
import type { GroupId, PeerId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import { keyboardJson, keyboardProblems } from '../domain/keyboard.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import { splitText } from '../domain/split-text.ts'
import type { OutboxDraft } from './ports.ts'

/** Several rows when the text is longer than VK takes; buttons and attachments go with the last. */
export function outboxDrafts(
  to: { readonly groupId: GroupId; readonly peerId: PeerId },
  outgoing: OutgoingMessage,
): readonly OutboxDraft[] {
  const { keyboard, attachments = [], about = null } = outgoing
  if (keyboard !== undefined) {
    const problems = keyboardProblems(keyboard)
    invariant(problems.length === 0, `a keyboard that VK would refuse: ${problems.join(', ')}`)
  }
  const parts = splitText(outgoing.text)
  return parts.map((message, index) => {
    const isLast = index === parts.length - 1
    return {
      groupId: to.groupId,
      peerId: to.peerId,
      kind: 'message',
      ticketId: about,
      body: {
        message,
        ...(isLast && keyboard !== undefined ? { keyboard: keyboardJson(keyboard) } : {}),
        ...(isLast && attachments.length > 0 ? { attachment: attachments.join(',') } : {}),
        dont_parse_links: '1',
        disable_mentions: '1',
      },
    }
  })
}
