/** Remarks of the answer checker on words that are not sent yet. */
import { remarkInWords } from '../../../scenes/answer/check-texts.ts'
import { type AnswerCheck, type RemarkKind, checkAnswer } from '../../domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../domain/answer-quality/rules-of.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { showTicketFile } from './show-ticket-file.ts'
import type { Worker } from './work-at-console.ts'

export interface CheckedDraft extends Omit<AnswerCheck, 'remarks'> {
  readonly remarks: readonly { readonly kind: RemarkKind; readonly advice: string }[]
}

/** Only for those who may answer: the checker compares with what the citizen wrote. */
export async function checkDraft(
  listing: Parameters<typeof showTicketFile>[0],
  worker: Worker,
  { id, text }: { readonly id: TicketId; readonly text: string },
): Promise<Result<CheckedDraft, { readonly kind: 'notFound' | 'readOnly' }>> {
  const found = await showTicketFile(listing, worker, id)
  if (!found.ok) return found
  if (!found.value.mayWork) return refuse({ kind: 'readOnly' })
  const question = found.value.words
    .filter(({ author }) => author.kind === 'citizen')
    .map((words) => words.text)
    .join('\n')
  const check = checkAnswer({ text, question }, answerRulesOf(worker.region.directory))
  const remarks = check.remarks.map((remark) => ({ kind: remark.kind, advice: remarkInWords(remark) }))
  return success({ ...check, remarks })
}
