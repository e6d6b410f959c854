/** Words of a person with several open tickets: to which do they belong, or is it a new question? */
import { z } from 'zod'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { QuestionMessage } from '../../src/domain/desk.ts'
import { draftMessage, draftMessageSchema, questionMessage } from '../draft.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const followUpDraft = z.object({ messages: z.array(draftMessageSchema), ticketIds: z.array(z.number()) })

type FollowUpDraft = z.infer<typeof followUpDraft>

export interface FollowUp {
  readonly ticketId: TicketId
  readonly messages: readonly QuestionMessage[]
}

export const followUpScene: Scene<'choose', FollowUpDraft, FollowUp> = {
  slug: 'follow-up',
  version: 1,
  expiresAfterSeconds: 24 * 3600,
  firstStep: 'choose',
  steps: { choose },
  emptyDraft: { messages: [], ticketIds: [] },
  readDraft(value) {
    const parsed = followUpDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Nothing was chosen: the newest ticket is the likeliest, and its owner reads all the person's words anyway.
  salvage(draft) {
    const newest = draft.ticketIds.at(-1)
    return newest === undefined || draft.messages.length === 0 ? null : followUp(draft, ticketId(newest))
  },
  async submit(submission, _turn, desk) {
    let added = null
    for (const message of submission.messages)
      added = await desk.citizen.addMessage(submission.ticketId, message)
    return added === null || !added.ok
      ? [texts.ticketClosed(submission.ticketId)]
      : [texts.added(added.value)]
  },
}

function choose(draft: FollowUpDraft, turn: Turn): Outcome<'choose', FollowUpDraft, FollowUp> {
  const { command } = turn
  if (command?.kind === 'addTo')
    return { type: 'submit', submission: followUp(draft, command.ticketId), replies: [] }
  const heard = { ...draft, messages: [...draft.messages, draftMessage(turn.message)] }
  return {
    type: 'wait',
    step: 'choose',
    draft: heard,
    replies: [texts.askWhich(draft.ticketIds.map(ticketId))],
  }
}

const followUp = (draft: FollowUpDraft, id: TicketId): FollowUp => ({
  ticketId: id,
  messages: draft.messages.map(questionMessage),
})
