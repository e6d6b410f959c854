/** «Уточнить»: one question back to the citizen, shown once before it goes. */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import * as answerTexts from '../answer/texts.ts'
import { isChoice } from '../commands.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const clarifyDraft = z.object({
  ticketId: z.number(),
  signature: z.string(),
  text: z.string(),
  /** The message that made the words what they are. */
  cmid: z.number(),
})

type ClarifyDraft = z.infer<typeof clarifyDraft>
type ClarifyStep = 'write' | 'preview'
interface AskedBack {
  readonly ticketId: TicketId
  readonly text: string
}
type ClarifyOutcome = Outcome<ClarifyStep, ClarifyDraft, AskedBack>

export const clarifyScene: Scene<ClarifyStep, ClarifyDraft, AskedBack> = {
  slug: 'clarify',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'write',
  steps: { write, preview },
  emptyDraft: { ticketId: 0, signature: '', text: '', cmid: 0 },
  readDraft(value) {
    const parsed = clarifyDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Like an answer: nothing goes to a citizen by itself.
  salvage: () => null,
  async submit({ ticketId: id, text }, turn, desk) {
    const asked = await desk.staff?.clarify(id, text)
    if (asked === undefined) return [answerTexts.refused(id, { kind: 'notYours' })]
    return [asked.ok ? texts.asked(asked.value, turn.now) : answerTexts.refused(id, asked.refusal)]
  },
}

function write(draft: ClarifyDraft, turn: Turn, _desk: Desk): ClarifyOutcome {
  const { command, message } = turn
  const isOffered = command?.kind === 'reason'
  if (command?.kind === 'clarify' || (isChoice(command) && !isOffered))
    return wait('write', draft, [texts.askQuestion(ticketId(draft.ticketId))])
  const words = isOffered ? command.reason : message.text.trim()
  if (words === '') return wait('write', draft, [texts.questionHasNoWords])
  if (answerTexts.isTooLong(words)) return wait('write', draft, [answerTexts.answerTooLong])
  const written = { ...draft, text: words, cmid: message.cmid }
  return wait('preview', written, [texts.preview(written)])
}

function preview(draft: ClarifyDraft, turn: Turn, desk: Desk): ClarifyOutcome {
  const { command } = turn
  if (command?.kind === 'rewrite') return wait('write', draft, [texts.askQuestion(ticketId(draft.ticketId))])
  if (command?.kind !== 'send') return write(draft, turn, desk)
  // Under an older preview stood other words.
  if (command.ticketId !== draft.ticketId || command.cmid !== draft.cmid)
    return wait('preview', draft, [texts.preview(draft)])
  return {
    type: 'submit',
    submission: { ticketId: ticketId(draft.ticketId), text: draft.text },
    replies: [],
  }
}

const wait = (
  step: ClarifyStep,
  draft: ClarifyDraft,
  replies: readonly (typeof texts.questionHasNoWords)[],
): ClarifyOutcome => ({ type: 'wait', step, draft, replies })
