/** «Не наш вопрос»: to whom, and why. The history goes along. */
import { z } from 'zod'
import type { Desk, ForwardChoice } from '../../src/domain/desk.ts'
import { institutionId, ticketId } from '../../src/domain/ids.ts'
import { cutText } from '../../src/domain/split-text.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as answerTexts from '../answer/texts.ts'
import * as texts from './texts.ts'

const forwardDraft = z.object({
  ticketId: z.number(),
  owners: z.array(z.object({ id: z.number(), title: z.string() })),
  /** Null: the coordinators. */
  to: z.number().nullable(),
})

export type ForwardDraft = z.infer<typeof forwardDraft>
type ForwardStep = 'owner' | 'reason'
type ForwardResult = Outcome<ForwardStep, ForwardDraft, ForwardChoice>

const reasonLengthMax = 300

export const forwardScene: Scene<ForwardStep, ForwardDraft, ForwardChoice> = {
  slug: 'forward',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'owner',
  steps: { owner, reason },
  emptyDraft: { ticketId: 0, owners: [], to: null },
  readDraft(value) {
    const parsed = forwardDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  async submit(choice, _turn, desk) {
    const done = await desk.staff?.forward(choice)
    if (done === undefined) return [answerTexts.refused(choice.ticketId, { kind: 'notYours' })]
    return [done.ok ? texts.forwarded(done.value) : answerTexts.refused(choice.ticketId, done.refusal)]
  },
}

function owner(draft: ForwardDraft, turn: Turn, desk: Desk): ForwardResult {
  const { command, message } = turn
  if (command?.kind === 'notOurs') return wait('owner', draft, [texts.askOwner(draft)])
  if (command?.kind === 'toCoordinator') return askReason({ ...draft, to: null })
  if (command?.kind === 'institution' && desk.directory.institutions.has(command.institutionId)) {
    return askReason({ ...draft, to: command.institutionId })
  }
  // Typed words are a search in the directory.
  const found = texts.findInstitutions(message.text, desk.directory)
  const [only] = found
  if (only !== undefined && found.length === 1) return askReason({ ...draft, to: only.id })
  const owners = found.map((institution) => ({ id: institution.id, title: institution.shortTitle }))
  return wait('owner', { ...draft, owners: owners.length > 0 ? owners : draft.owners }, [
    owners.length > 0 ? texts.askOwner({ ...draft, owners }) : texts.ownerNotFound(draft),
  ])
}

function reason(draft: ForwardDraft, turn: Turn, desk: Desk): ForwardResult {
  // A button pressed twice, or another one, chooses the owner; its label is no reason.
  if (turn.command?.kind === 'institution' || turn.command?.kind === 'toCoordinator')
    return owner(draft, turn, desk)
  const words = turn.command?.kind === 'reason' ? turn.command.reason : turn.message.text.trim()
  if (words === '') return wait('reason', draft, [texts.askReason])
  return {
    type: 'submit',
    submission: {
      ticketId: ticketId(draft.ticketId),
      to: draft.to === null ? null : institutionId(draft.to),
      reason: cutText(words, reasonLengthMax),
    },
    replies: [],
  }
}

const askReason = (draft: ForwardDraft): ForwardResult => wait('reason', draft, [texts.askReason])

const wait = (
  step: ForwardStep,
  draft: ForwardDraft,
  replies: readonly (typeof texts.askReason)[],
): ForwardResult => ({
  type: 'wait',
  step,
  draft,
  replies,
})
