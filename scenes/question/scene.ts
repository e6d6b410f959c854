/** A citizen asks; the question becomes a ticket. */
import type { SubmittedQuestion } from '../../src/domain/desk.ts'
import { joinDraftOf, joinSimilarScene } from '../join-similar/scene.ts'
import type { Scene } from '../scene.ts'
import { type QuestionDraft, emptyQuestion, questionDraft, submissionOf } from './draft.ts'
import { municipality } from './municipality.ts'
import { type QuestionStep, faq, place, topic, words } from './steps.ts'
import { receiptTimes } from './receipt-times.ts'
import * as texts from './texts.ts'

const dayHours = 24

export const questionScene: Scene<QuestionStep, QuestionDraft, SubmittedQuestion> = {
  slug: 'question',
  version: 3,
  expiresAfterSeconds: dayHours * 3600,
  firstStep: 'words',
  steps: { words, faq, topic, place, municipality },
  emptyDraft: emptyQuestion,
  readDraft(value) {
    const parsed = questionDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Whoever read a ready answer and fell silent has got what was asked.
  salvage: (draft) =>
    draft.messages.length > 0 && !draft.isAd && draft.faqCode === null ? submissionOf(draft) : null,
  async handOver(submission, desk) {
    const similar = await desk.citizen.findSimilar(submission)
    return similar === null ? null : { slug: joinSimilarScene.slug, draft: joinDraftOf(submission, similar) }
  },
  async submit(submission, turn, desk) {
    const view = await desk.citizen.openTicket(submission)
    const times = receiptTimes(view.ticket, turn.now, desk)
    const receipt = texts.receipt(view, submission.wantsHuman, submission.danger, times)
    // A question that is registered by a later message was left unfinished.
    const isCurrent = submission.messages.length === 0 || isRecent(submission, turn.now.epochMilliseconds)
    return isCurrent ? [receipt] : [{ ...receipt, text: `${texts.registeredLater}\n\n${receipt.text}` }]
  },
}

const isRecent = (submission: SubmittedQuestion, nowMs: number): boolean =>
  submission.messages.some((message) => nowMs - message.vkAt.epochMilliseconds < dayHours * 3_600_000)
