/** What the question scene has heard so far, as the session keeps it. */
import { z } from 'zod'
import type { SubmittedQuestion } from '../../src/domain/desk.ts'
import { municipalityId, topicId } from '../../src/domain/ids.ts'
import { draftMessageSchema, placeSchema, questionMessage } from '../draft.ts'

export const questionDraft = z.object({
  messages: z.array(draftMessageSchema),
  topicId: z.string().nullable(),
  confidence: z.number().nullable(),
  municipalityId: z.number().nullable(),
  place: z.string().nullable(),
  /** Municipalities named so far. */
  named: z.array(z.number()),
  geo: placeSchema.nullable(),
  danger: z.string().nullable(),
  wantsHuman: z.boolean(),
  /** Questions already asked: none is asked twice. */
  asked: z.array(z.enum(['words', 'topic', 'place', 'municipality', 'faq'])),
  /** The ready answer that was given; null: none. */
  faqCode: z.string().nullable().default(null),
  /** Looks like an advertisement: registered only when the person says that it is a question. */
  isAd: z.boolean(),
})

export type QuestionDraft = z.infer<typeof questionDraft>

export const emptyQuestion: QuestionDraft = {
  messages: [],
  topicId: null,
  confidence: null,
  municipalityId: null,
  place: null,
  named: [],
  geo: null,
  danger: null,
  wantsHuman: false,
  asked: [],
  faqCode: null,
  isAd: false,
}

export function submissionOf(draft: QuestionDraft): SubmittedQuestion {
  return {
    messages: draft.messages.map(questionMessage),
    topicId: draft.topicId === null ? null : topicId(draft.topicId),
    confidence: draft.confidence,
    municipalityId: draft.municipalityId === null ? null : municipalityId(draft.municipalityId),
    place: draft.place,
    geo: draft.geo,
    danger: draft.danger,
    wantsHuman: draft.wantsHuman,
  }
}
