/** An administrator answers: the words, a preview, then and only then the citizen. */
import { z } from 'zod'
import { type AnswerCheck, checkAnswer, unfilledBlank } from '../../src/domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../src/domain/answer-quality/rules-of.ts'
import type { Desk } from '../../src/domain/desk.ts'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { Attachment, IncomingMessage } from '../../src/domain/message.ts'
import { isChoice } from '../commands.ts'
import { attachmentSchema } from '../draft.ts'
import { answerToCitizen } from '../notices.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const answerDraft = z.object({
  ticketId: z.number(),
  signature: z.string(),
  text: z.string(),
  attachments: z.array(attachmentSchema),
  /** What the citizen asked, for the checker. */
  question: z.string(),
  /** The last message that made the words or the photos what they are. */
  cmid: z.number(),
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
  version: 3,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'write',
  steps: { write, preview },
  emptyDraft: { ticketId: 0, signature: '', text: '', attachments: [], question: '', cmid: 0 },
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

function write(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { message, command } = turn
  const id = ticketId(draft.ticketId)
  // The label of a button, of this preview or an older one, is no answer.
  if (command?.kind === 'write' || isChoice(command)) return wait('write', draft, [texts.askAnswer(id)])
  const attached = withAttachments(draft, message)
  if (message.text.trim() === '') return wait('write', attached, [texts.answerHasNoWords])
  if (texts.isTooLong(message.text)) return wait('write', attached, [texts.answerTooLong])
  const written = { ...attached, text: message.text.trim() }
  return wait('preview', written, [previewOf(written, desk)])
}

function preview(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const id = ticketId(draft.ticketId)
  if (turn.command?.kind === 'send') {
    const { text, attachments, cmid } = draft
    // Under an older preview stood other words: the newest are shown once more before anything is sent.
    const isThisPreview = turn.command.ticketId === draft.ticketId && turn.command.cmid === cmid
    // A blank that nobody filled goes to no citizen, whatever button was pressed.
    if (!isThisPreview || unfilledBlank(text) !== null)
      return wait('preview', draft, [previewOf(draft, desk)])
    return { type: 'submit', submission: { ticketId: id, text, attachments }, replies: [] }
  }
  if (turn.command?.kind === 'rewrite') return wait('write', draft, [texts.askAnswer(id)])
  if (turn.command?.kind === 'takeBetter') {
    const isThisPreview = turn.command.ticketId === draft.ticketId && turn.command.cmid === draft.cmid
    const { better } = checkOf(draft, desk)
    // The message of the press makes the words what they are now: buttons of the older preview send nothing.
    const improved =
      isThisPreview && better !== null ? { ...draft, text: better, cmid: turn.message.cmid } : draft
    return wait('preview', improved, [previewOf(improved, desk)])
  }
  const attached = withAttachments(draft, turn.message)
  if (turn.message.text.trim() === '' && attached.attachments.length > draft.attachments.length) {
    return wait('preview', attached, [previewOf(attached, desk)])
  }
  // Other words instead of a button are a better wording.
  return write(draft, turn, desk)
}

/** Photos may come before the words, with them or after; what cannot be sent on is left out. */
function withAttachments(draft: AnswerDraft, message: IncomingMessage): AnswerDraft {
  const sendable = message.attachments.filter((attachment) => attachment.reference !== null)
  const added = sendable.map((attachment) => ({ ...attachment, raw: { ...attachment.raw } }))
  return { ...draft, attachments: [...draft.attachments, ...added], cmid: message.cmid }
}

const checkOf = ({ text, question }: AnswerDraft, { directory }: Desk): AnswerCheck =>
  checkAnswer({ text, question }, answerRulesOf(directory))

const previewOf = (draft: AnswerDraft, desk: Desk): ReturnType<typeof texts.preview> =>
  texts.preview(
    { ticketId: ticketId(draft.ticketId), cmid: draft.cmid },
    answerToCitizen(ticketId(draft.ticketId), draft.text, draft.signature).text,
    draft.attachments.length,
    checkOf(draft, desk),
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
