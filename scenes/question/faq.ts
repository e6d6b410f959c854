/** A ready answer: given at once when the bot is sure, once for a question, and never in danger. */
import type { Desk, SubmittedQuestion } from '../../src/domain/desk.ts'
import { sureFaq } from '../../src/domain/faq.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import type { Outcome } from '../scene.ts'
import type { QuestionDraft } from './draft.ts'
import * as texts from './texts.ts'

type FaqOutcome = Outcome<'faq', QuestionDraft, SubmittedQuestion>

/** Null when nothing answers the question surely, or something was answered already. */
export function readyAnswer(
  draft: QuestionDraft,
  understanding: Understanding,
  desk: Desk,
): FaqOutcome | null {
  const { danger, faq = [], isForeign } = understanding
  const isForPerson = danger !== null || draft.wantsHuman || isForeign === true
  // A photo or a place shows a matter of its own.
  const isShown = draft.geo !== null || draft.messages.some(({ attachments }) => attachments.length > 0)
  if (isForPerson || isShown || draft.asked.includes('faq')) return null
  const { communities, faq: entries } = desk.directory
  const entry = sureFaq(faq, entries, communities.get(desk.groupId))
  if (entry === null) return null
  return {
    type: 'wait',
    step: 'faq',
    draft: { ...draft, asked: [...draft.asked, 'faq'], faqCode: entry.code },
    replies: [texts.readyAnswer(desk.wording, entry.answer)],
  }
}
