/** Somebody has reported the same already: join, or a question of one's own? */
import { z } from 'zod'
import type { Desk, SimilarTicket, SubmittedQuestion } from '../../src/domain/desk.ts'
import { ticketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { addedMessages, dangerIn, draftOfMessage } from '../draft.ts'
import { emptyQuestion, questionDraft, submissionOf } from '../question/draft.ts'
import { receiptTimes } from '../question/receipt-times.ts'
import { receipt, safety } from '../question/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const joinDraft = z.object({
  question: questionDraft,
  similar: z.object({ ticketId: z.number(), topicTitle: z.string(), place: z.string(), people: z.number() }),
})

type JoinDraft = z.infer<typeof joinDraft>
type JoinStep = 'offer' | 'choose'

interface Choice {
  readonly question: SubmittedQuestion
  readonly joins: number | null
}

type JoinOutcome = Outcome<JoinStep, JoinDraft, Choice>

export const joinSimilarScene: Scene<JoinStep, JoinDraft, Choice> = {
  slug: 'join-similar',
  version: 1,
  expiresAfterSeconds: 24 * 3600,
  firstStep: 'offer',
  steps: {
    offer: (draft) => ({ type: 'wait', step: 'choose', draft, replies: [texts.offer(draft.similar)] }),
    choose,
  },
  emptyDraft: {
    question: emptyQuestion,
    similar: { ticketId: 0, topicTitle: '', place: '', people: 0 },
  },
  readDraft(value) {
    const parsed = joinDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Nothing was chosen: a ticket of one's own loses nothing.
  salvage: ({ question }) =>
    question.messages.length === 0 ? null : { question: submissionOf(question), joins: null },
  async submit({ question, joins }, turn, desk): Promise<readonly OutgoingMessage[]> {
    if (joins !== null) {
      const joined = await desk.citizen.join(ticketId(joins), question)
      if (joined.ok) return [texts.joined(joined.value, turn.now)]
    }
    const opened = await desk.citizen.openTicket(question)
    const times = receiptTimes(opened.ticket, turn.now, desk)
    return [receipt(opened, question.wantsHuman, question.danger, times)]
  },
}

/** What the question scene hands over. */
export const joinDraftOf = (question: SubmittedQuestion, similar: SimilarTicket): JoinDraft => ({
  question: {
    ...question,
    messages: question.messages.map(draftOfMessage),
    geo: question.geo === null ? null : { ...question.geo },
    named: [],
    asked: [],
    matters: [],
    faqCode: null,
    isAd: false,
  },
  similar: { ...similar },
})

function choose(draft: JoinDraft, turn: Turn, desk: Desk): JoinOutcome {
  const { command, message } = turn
  if (command?.kind === 'join') return submit(draft, draft.similar.ticketId)
  if (command?.kind === 'notSame' || command?.kind === 'skip') return submit(draft, null)
  if (command?.kind === 'human')
    return submit({ ...draft, question: { ...draft.question, wantsHuman: true } }, null)
  if (command !== null) return wait(draft)
  const { utterance } = desk.understand(message.text)
  const danger = dangerIn(message, desk)
  if (utterance === 'agreement' && message.attachments.length === 0)
    return submit(draft, draft.similar.ticketId)
  // Whoever tells on instead of choosing is not asked again: a ticket of one's own loses nothing.
  const question = { ...draft.question, messages: [...draft.question.messages, ...addedMessages(message)] }
  if (danger === null) return submit({ ...draft, question }, null)
  return submit({ ...draft, question: { ...question, danger } }, null, safety(danger))
}

const wait = (draft: JoinDraft): JoinOutcome => ({
  type: 'wait',
  step: 'choose',
  draft,
  replies: [texts.offer(draft.similar)],
})

const submit = (
  { question }: JoinDraft,
  joins: number | null,
  replies: readonly OutgoingMessage[] = [],
): JoinOutcome => ({ type: 'submit', submission: { question: submissionOf(question), joins }, replies })
