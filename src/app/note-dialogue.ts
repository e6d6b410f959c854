/**
 * What figures want to know of a dialogue that led to no ticket: a ready answer was shown, it helped, a question was given
 * up and at which step. Told by where the question stood before and after a message.
 */
import { z } from 'zod'
import { readCommand } from '../../scenes/commands.ts'
import type { GroupId } from '../domain/ids.ts'
import type { IncomingMessage } from '../domain/message.ts'
import type { JsonObject } from './ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface QuestionState {
  readonly step: string
  readonly faqCode: string | null
}

export function noteDialogue(
  work: UnitOfWork,
  message: IncomingMessage,
  turn: {
    readonly before: JsonObject | null
    readonly after: JsonObject | null
    /** It became a ticket. */
    readonly isOpened: boolean
  },
): void {
  const { groupId } = message
  const [before, after] = [questionIn(turn.before), questionIn(turn.after)]
  if (after?.step === 'faq' && before?.step !== 'faq')
    return work.record({
      type: 'dialogueEvent',
      groupId,
      event: 'faqShown',
      facts: { faq: after.faqCode ?? '' },
    })
  if (before === null || turn.isOpened || isInScene(turn.after)) return
  const command = readCommand(message)
  if (before.step === 'faq' && (command === null || command.kind === 'faqHelped'))
    return work.record({
      type: 'dialogueEvent',
      groupId,
      event: 'faqHelped',
      facts: { faq: before.faqCode ?? '' },
    })
  if (before.step !== 'faq' && command?.kind === 'cancel') noteDropped(work, groupId, before)
}

function isInScene(session: JsonObject | null): boolean {
  const scene = session?.['__scene']
  return typeof scene === 'object' && scene !== null && 'current' in scene
}

/** A day later nothing was there that could become a ticket. */
export function noteExpired(work: UnitOfWork, groupId: GroupId, before: JsonObject | null): void {
  const question = questionIn(before)
  if (question !== null && question.step !== 'faq') noteDropped(work, groupId, question)
}

const stepNames: Readonly<Record<string, string>> = { words: 'text', topic: 'topic', place: 'place' }

const noteDropped = (work: UnitOfWork, groupId: GroupId, { step }: QuestionState): void =>
  work.record({
    type: 'dialogueEvent',
    groupId,
    event: 'questionDropped',
    facts: { step: stepNames[step] ?? 'other' },
  })

const sessionSchema = z.object({
  __scene: z.object({
    current: z.literal('question'),
    state: z.object({
      step: z.string(),
      draft: z.object({ faqCode: z.string().nullish() }),
    }),
  }),
})

function questionIn(session: JsonObject | null): QuestionState | null {
  const parsed = sessionSchema.safeParse(session)
  if (!parsed.success) return null
  const { step, draft } = parsed.data.__scene.state
  return { step, faqCode: draft.faqCode ?? null }
}
