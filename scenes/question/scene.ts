/** A citizen asks; the question becomes a ticket. */
import type { Desk, SubmittedQuestion, TicketView } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { joinDraftOf, joinSimilarScene } from '../join-similar/scene.ts'
import type { Scene, Turn } from '../scene.ts'
import {
  type QuestionDraft,
  type Submission,
  type SubmittedMatter,
  emptyQuestion,
  knownTicket,
  mattersOf,
  questionDraft,
  submissionOf,
} from './draft.ts'
import { type OpenedMatter, allAdded, receipts } from './matters-texts.ts'
import { municipality } from './municipality.ts'
import { type QuestionStep, faq, matterPlace, matters, place, topic, words } from './steps.ts'
import { receiptTimes } from './receipt-times.ts'
import * as texts from './texts.ts'

const dayHours = 24

export const questionScene: Scene<QuestionStep, QuestionDraft, Submission> = {
  slug: 'question',
  version: 3,
  expiresAfterSeconds: dayHours * 3600,
  firstStep: 'words',
  steps: { words, matters, matterPlace, faq, topic, place, municipality },
  emptyDraft: emptyQuestion,
  readDraft(value) {
    const parsed = questionDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Whoever read a ready answer and fell silent has got what was asked.
  salvage: (draft) =>
    draft.messages.length > 0 && !draft.isAd && draft.faqCode === null ? unfinished(draft) : null,
  async handOver(submission, desk) {
    // One question about it was enough: tickets of one's own lose nothing.
    if (submission.matters !== undefined) return null
    const similar = await desk.citizen.findSimilar(submission)
    return similar === null ? null : { slug: joinSimilarScene.slug, draft: joinDraftOf(submission, similar) }
  },
  async submit(submission, turn, desk) {
    const receipt =
      submission.matters === undefined
        ? await registerOne(submission, turn, desk)
        : await registerEach(submission.matters, turn, desk)
    // A question that is registered by a later message was left unfinished.
    const isCurrent = submission.messages.length === 0 || isRecent(submission, turn.now.epochMilliseconds)
    return isCurrent ? [receipt] : [{ ...receipt, text: `${texts.registeredLater}\n\n${receipt.text}` }]
  },
}

/**
 * Whoever was asked for the place of a matter has chosen tickets for each; an offer alone is no choice, and what may be
 * about an open ticket is added to it.
 */
function unfinished(draft: QuestionDraft): Submission {
  const whole = submissionOf(draft)
  if (draft.matters.length > 0 && draft.asked.includes('place'))
    return { ...whole, matters: mattersOf(draft) }
  const open = knownTicket(draft.matters)
  return open === null ? whole : { ...whole, matters: [{ ...whole, ticketId: open }] }
}

async function registerOne(question: SubmittedQuestion, turn: Turn, desk: Desk): Promise<OutgoingMessage> {
  const view = await desk.citizen.openTicket(question)
  const times = receiptTimes(view.ticket, turn.now, desk)
  return texts.receipt(view, question.wantsHuman, question.danger, times)
}

/** All or none: they are opened in one unit of work. What belongs to a ticket that was closed meanwhile is a new one. */
async function registerEach(
  matters: readonly SubmittedMatter[],
  turn: Turn,
  desk: Desk,
): Promise<OutgoingMessage> {
  const opened: OpenedMatter[] = []
  const added: TicketView[] = []
  for (const { ticketId, ...matter } of matters) {
    const open = ticketId === null ? null : await desk.citizen.addMessages(ticketId, matter.messages)
    if (open?.ok === true) {
      added.push(open.value)
      continue
    }
    const view = await desk.citizen.openTicket(matter)
    const times = receiptTimes(view.ticket, turn.now, desk)
    opened.push({ view, times, text: matter.part?.text ?? '' })
  }
  const [first, ...more] = opened
  if (first === undefined) return allAdded(added)
  const wantsHuman = matters.some((matter) => matter.wantsHuman)
  if (matters.length === 1) return texts.receipt(first.view, wantsHuman, null, first.times)
  return receipts([first, ...more], added, wantsHuman, desk.officialWays)
}

const isRecent = (submission: SubmittedQuestion, nowMs: number): boolean =>
  submission.messages.some((message) => nowMs - message.vkAt.epochMilliseconds < dayHours * 3_600_000)
