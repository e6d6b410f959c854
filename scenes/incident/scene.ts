/** A coordinator writes to everybody whom a mass incident concerns: the words, a preview, then and only then all. */
import { z } from 'zod'
import { isChoice } from '../commands.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const incidentDraft = z.object({ incidentId: z.number(), closes: z.boolean(), text: z.string() })

type IncidentDraft = z.infer<typeof incidentDraft>
type IncidentStep = 'write' | 'preview'
type IncidentOutcome = Outcome<IncidentStep, IncidentDraft, IncidentDraft>

const textLengthMax = 3_000

export const incidentScene: Scene<IncidentStep, IncidentDraft, IncidentDraft> = {
  slug: 'incident',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'write',
  steps: { write, preview },
  emptyDraft: { incidentId: 0, closes: false, text: '' },
  readDraft(value) {
    const parsed = incidentDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Words to hundreds of people are never sent by themselves.
  salvage: () => null,
  async submit({ incidentId, text, closes }, _turn, desk) {
    const done = await desk.staff?.answerIncident(incidentId, text, closes)
    if (done === undefined) return [texts.refused('notCoordinator')]
    return [done.ok ? texts.sent(done.value) : texts.refused(done.refusal.kind)]
  },
}

function write(draft: IncidentDraft, { command, message }: Turn): IncidentOutcome {
  const text = message.text.trim()
  if (command !== null || isChoice(command) || text === '')
    return wait('write', draft, draft.closes ? texts.askAnswer : texts.askNews)
  if (text.length > textLengthMax) return wait('write', draft, texts.tooLong)
  const written = { ...draft, text }
  return wait('preview', written, texts.preview(text, draft.closes))
}

function preview(draft: IncidentDraft, turn: Turn): IncidentOutcome {
  if (turn.command?.kind === 'sendToAll') return { type: 'submit', submission: draft, replies: [] }
  if (turn.command?.kind === 'rewrite')
    return wait('write', draft, draft.closes ? texts.askAnswer : texts.askNews)
  // Other words instead of a button are a better wording.
  return write(draft, turn)
}

const wait = (step: IncidentStep, draft: IncidentDraft, reply: typeof texts.askNews): IncidentOutcome => ({
  type: 'wait',
  step,
  draft,
  replies: [reply],
})
