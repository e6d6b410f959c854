/** Words of a person with several open tickets: to which do they belong, or is it a new question? */
import { z } from 'zod'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { Desk, QuestionMessage } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { addedMessages, dangerIn, draftMessageSchema, questionMessage } from '../draft.ts'
import { questionScene } from '../question/scene.ts'
import { questionWithoutAsking } from '../question/without-asking.ts'
import { safety } from '../question/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const followUpDraft = z.object({ messages: z.array(draftMessageSchema), ticketIds: z.array(z.number()) })

type FollowUpDraft = z.infer<typeof followUpDraft>

export interface FollowUp {
  /** Null: a question of its own. */
  readonly ticketId: TicketId | null
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
  async submit({ ticketId: id, messages }, turn, desk) {
    if (id === null) return registerAsNew(messages, turn, desk)
    const added = messages.length === 0 ? null : await desk.citizen.addMessages(id, messages)
    if (added?.ok === true) return [texts.added(desk.wording, added.value)]
    const [receipt, ...more] = await registerAsNew(messages, turn, desk)
    const isClosed = added?.refusal.kind !== 'notFound'
    return receipt !== undefined && isClosed
      ? [texts.registeredInstead(id, receipt), ...more]
      : [receipt ?? texts.ticketClosed(id)]
  },
}

function choose(draft: FollowUpDraft, turn: Turn, desk: Desk): Outcome<'choose', FollowUpDraft, FollowUp> {
  const { command, message } = turn
  if (command?.kind === 'addTo')
    return { type: 'submit', submission: followUp(draft, command.ticketId), replies: [] }
  const heard = { ...draft, messages: [...draft.messages, ...addedMessages(message)] }
  const danger = dangerIn(message, desk)
  // Somebody may be in danger: no time for choosing.
  if (danger !== null) return { type: 'submit', submission: followUp(heard, null), replies: safety(danger) }
  return {
    type: 'wait',
    step: 'choose',
    draft: heard,
    replies: [texts.askWhich(draft.ticketIds.map(ticketId))],
  }
}

/** Nothing is asked, and nobody has to write it twice. */
const registerAsNew = (
  messages: readonly QuestionMessage[],
  turn: Turn,
  desk: Desk,
): Promise<readonly OutgoingMessage[]> =>
  questionScene.submit(questionWithoutAsking(messages, desk), turn, desk)

const followUp = (draft: FollowUpDraft, id: TicketId | null): FollowUp => ({
  ticketId: id,
  messages: draft.messages.map(questionMessage),
})
