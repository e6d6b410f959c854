/** An administrator answers: the words, a preview, then and only then the citizen. */
import { z } from 'zod'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { Attachment } from '../../src/domain/message.ts'
import { attachmentSchema } from '../draft.ts'
import { answerToCitizen } from '../notices.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const answerDraft = z.object({
  ticketId: z.number(),
  signature: z.string(),
  text: z.string(),
  attachments: z.array(attachmentSchema),
})

export type AnswerDraft = z.infer<typeof answerDraft>
type AnswerStep = 'write' | 'preview'
type AnswerOutcome = Outcome<AnswerStep, AnswerDraft, GivenAnswer>

interface GivenAnswer {
  readonly ticketId: TicketId
  readonly text: string
  readonly attachments: readonly Attachment[]
}

export const answerScene: Scene<AnswerStep, AnswerDraft, GivenAnswer> = {
  slug: 'answer',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'write',
  steps: { write, preview },
  emptyDraft: { ticketId: 0, signature: '', text: '', attachments: [] },
  readDraft(value) {
    const parsed = answerDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Never sent by itself: accidental answers are the main fear of those who answer.
  salvage: () => null,
  async submit({ ticketId: id, text, attachments }, _turn, desk) {
    const given = await desk.staff?.answer(id, text, attachments)
    if (given === undefined) return [texts.refused(id, { kind: 'notYours' })]
    return [
      given.ok
        ? texts.sent(given.value, desk.staff?.isCoordinator === true)
        : texts.refused(id, given.refusal),
    ]
  },
}

function write(draft: AnswerDraft, turn: Turn): AnswerOutcome {
  const { message, command } = turn
  const id = ticketId(draft.ticketId)
  if (command?.kind === 'write') return wait('write', draft, [texts.askAnswer(id)])
  if (message.text.trim() === '') return wait('write', draft, [texts.answerHasNoWords])
  if (texts.isTooLong(message.text)) return wait('write', draft, [texts.answerTooLong])
  const written = {
    ...draft,
    text: message.text.trim(),
    attachments: message.attachments.map((attachment) => ({ ...attachment, raw: { ...attachment.raw } })),
  }
  return wait('preview', written, [previewOf(written)])
}

function preview(draft: AnswerDraft, turn: Turn): AnswerOutcome {
  const id = ticketId(draft.ticketId)
  if (turn.command?.kind === 'send') {
    const { text, attachments } = draft
    return { type: 'submit', submission: { ticketId: id, text, attachments }, replies: [] }
  }
  if (turn.command?.kind === 'rewrite') return wait('write', draft, [texts.askAnswer(id)])
  // Other words instead of a button are a better wording.
  return write(draft, turn)
}

const previewOf = (draft: AnswerDraft): ReturnType<typeof texts.preview> =>
  texts.preview(
    ticketId(draft.ticketId),
    answerToCitizen(ticketId(draft.ticketId), draft.text, draft.signature).text,
    draft.attachments.length,
  )

const wait = (
  step: AnswerStep,
  draft: AnswerDraft,
  replies: readonly ReturnType<typeof texts.askAnswer>[],
): AnswerOutcome => ({
  type: 'wait',
  step,
  draft,
  replies,
})
