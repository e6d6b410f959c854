/** An answer that did not help: why, in one phrase, and the ticket is open again. */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { safety } from '../question/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const reopenDraft = z.object({
  ticketId: z.number(),
  /** Helped in part: something is left. */
  isPartly: z.boolean(),
})

type ReopenDraft = z.infer<typeof reopenDraft>

type ReopenStep = 'enter' | 'reason'

interface Reopening {
  readonly ticketId: TicketId
  readonly reason: string
}

const reasonLengthMax = 500

export const reopenScene: Scene<ReopenStep, ReopenDraft, Reopening> = {
  slug: 'reopen',
  version: 1,
  expiresAfterSeconds: 24 * 3600,
  firstStep: 'enter',
  steps: {
    // The word that led here, «нет», is no reason.
    enter: (draft) => ({ type: 'wait', step: 'reason', draft, replies: [ask(draft)] }),
    reason,
  },
  emptyDraft: { ticketId: 0, isPartly: false },
  readDraft(value) {
    const parsed = reopenDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  async submit({ ticketId: id, reason: words }, turn, desk) {
    const done = await desk.citizen.reopen(id, words)
    return [done.ok ? texts.reopened(done.value, turn.now, desk.officialWays) : texts.tooLate(id)]
  },
}

function reason(draft: ReopenDraft, turn: Turn, desk: Desk): Outcome<ReopenStep, ReopenDraft, Reopening> {
  const { command, message } = turn
  const id = ticketId(draft.ticketId)
  const words = command?.kind === 'reason' ? command.reason : command === null ? message.text.trim() : ''
  if (words === '') return { type: 'wait', step: 'reason', draft, replies: [ask(draft)] }
  const { danger } = desk.understand(words)
  return {
    type: 'submit',
    submission: { ticketId: id, reason: cutText(words, reasonLengthMax) },
    replies: danger === null ? [] : safety(danger),
  }
}

const ask = ({ ticketId: id, isPartly }: ReopenDraft): OutgoingMessage =>
  isPartly ? texts.askRest(ticketId(id)) : texts.askReason(ticketId(id))
