/** Turns what is to be said into rows of the outbox: parameters of messages.send, checked against VK's limits. */
import { attachmentFile } from '../domain/attachment-file.ts'
import type { GroupId, PeerId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import { keyboardJson, keyboardProblems } from '../domain/keyboard.ts'
import type { Attachment, OutgoingMessage } from '../domain/message.ts'
import { splitText } from '../domain/split-text.ts'
import type { OutboxDraft, OutboxFile } from './ports.ts'

/** VK takes ten in one message; a refused one costs the others as well. */
const attachmentsMax = 9

/**
 * Several rows when the text is longer than VK takes or there are many attachments. Buttons and the first attachments
 * go with the last words.
 */
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
  const draftOf = (message: string, extras: Readonly<Record<string, string>>): OutboxDraft => ({
    groupId: to.groupId,
    peerId: to.peerId,
    kind: 'message',
    ticketId: about,
    body: { message, ...extras, dont_parse_links: '1', disable_mentions: '1' },
  })
  const [attached = [], ...more] = chunksOf(attachments)
  return [
    ...parts.slice(0, -1).map((part) => draftOf(part, {})),
    withAttachments(
      {
        ...draftOf(parts.at(-1) ?? '', keyboard === undefined ? {} : { keyboard: keyboardJson(keyboard) }),
        ...(outgoing.isCard === true ? ({ isCard: true } as const) : {}),
      },
      attached,
    ),
    ...more.map((chunk) => withAttachments(draftOf('', {}), chunk)),
  ]
}

/** Files are uploaded again for the dialogue they go to; what is no file (a video, a post) is named. */
function withAttachments(draft: OutboxDraft, attachments: readonly Attachment[]): OutboxDraft {
  const files = attachments.map(fileOf)
  const named = attachments.filter((_, index) => files[index] === null).map(({ reference }) => reference)
  const references = named.filter((reference) => reference !== null)
  const uploads = files.filter((file) => file !== null)
  return {
    ...draft,
    body: { ...draft.body, ...(references.length > 0 ? { attachment: references.join(',') } : {}) },
    ...(uploads.length > 0 ? { files: uploads } : {}),
  }
}

function fileOf({ type, raw, reference }: Attachment): OutboxFile | null {
  const file = attachmentFile(type, raw)
  return file === null || reference === null ? null : { ...file, reference }
}

function chunksOf(attachments: readonly Attachment[]): readonly (readonly Attachment[])[] {
  const chunks: (readonly Attachment[])[] = []
  for (let start = 0; start < attachments.length; start += attachmentsMax)
    chunks.push(attachments.slice(start, start + attachmentsMax))
  return chunks
}
