/** What the question scene has heard so far, as the session keeps it. */
import { z } from 'zod'
import type { SubmittedQuestion } from '../../src/domain/desk.ts'
import { type TicketId, municipalityId, ticketId, topicId } from '../../src/domain/ids.ts'
import { draftMessageSchema, placeSchema, questionMessage } from '../draft.ts'

const matterSchema = z.object({
  /** Its part of the words. */
  text: z.string(),
  topicId: z.string(),
  confidence: z.number(),
  ownerTitle: z.string(),
  municipalityId: z.number().nullable(),
  place: z.string().nullable(),
  /** The person's open ticket that it is about; null: a new matter. */
  ticketId: z.number().nullable().default(null),
  /** Places in `messages` of those whose attachments are its own. */
  own: z.array(z.number()),
})

export type DraftMatter = z.infer<typeof matterSchema>

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
  asked: z.array(z.enum(['words', 'matters', 'topic', 'place', 'municipality', 'faq'])),
  /** Told apart in one message; empty: it is one matter. */
  matters: z.array(matterSchema).default([]),
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
  matters: [],
  faqCode: null,
  isAd: false,
}

/** One question; or several that came in one message and go to different people, `matters`. */
export type Submission = SubmittedQuestion & { readonly matters?: readonly SubmittedMatter[] }

export interface SubmittedMatter extends SubmittedQuestion {
  /** The open ticket that it is added to; null: a ticket of its own. */
  readonly ticketId: TicketId | null
}

/** The open ticket that some of it is about. */
export function knownTicket(matters: readonly DraftMatter[]): TicketId | null {
  const id = matters.find((matter) => matter.ticketId !== null)?.ticketId ?? null
  return id === null ? null : ticketId(id)
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

/**
 * Each with its part of the words. The messages stay whole, so that nobody reads half a thought and a later change of
 * the message reaches all; photos go only to whom they belong.
 */
export const mattersOf = (draft: QuestionDraft): readonly SubmittedMatter[] =>
  draft.matters.map((matter) => ({
    ...submissionOf(draft),
    messages: draft.messages.map((message, index) =>
      questionMessage(matter.own.includes(index) ? message : { ...message, attachments: [] }),
    ),
    topicId: topicId(matter.topicId),
    confidence: matter.confidence,
    municipalityId: matter.municipalityId === null ? null : municipalityId(matter.municipalityId),
    place: matter.place ?? draft.place,
    ticketId: matter.ticketId === null ? null : ticketId(matter.ticketId),
    part: {
      text: matter.text.trim(),
      others: draft.matters.filter((other) => other !== matter).map(({ ownerTitle }) => ownerTitle),
    },
  }))
