import { z } from 'zod'

import { code, joinList, list, orNull, text, yesOrNo } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { FaqRecord } from './records.ts'

const questionCharactersMax = 200
/** People read an answer on a phone; what needs more words needs a link. */
const answerCharactersMax = 900

const row = z
  .object({
    code,
    institution: orNull(code),
    question: text(questionCharactersMax),
    variants: list(questionCharactersMax),
    answer: text(answerCharactersMax),
    active: z.union([z.literal('').transform(() => true), yesOrNo]),
  })
  .transform(({ active, ...rest }) => ({ ...rest, isActive: active }))

export const faqSpec: ImportSpec<FaqRecord> = {
  columns: ['code', 'institution', 'question', 'variants', 'answer', 'active'],
  row,
  keyOf: (entry) => entry.code,
  keyColumn: 'code',
  check: (read, { institutions }) => [
    ...missing(
      read,
      'institution',
      (item) => item.institution,
      new Set(institutions.map((institution) => institution.code)),
      'учреждения',
    ),
    ...blanks(read),
  ],
  toCells: (entry) => ({
    code: entry.code,
    institution: entry.institution ?? '',
    question: entry.question,
    variants: joinList(entry.variants),
    answer: entry.answer,
    active: entry.isActive ? 'yes' : 'no',
  }),
}

/** `{дата}`: somebody forgot to fill it in, and nobody looks before it is sent. */
const blanks = (read: readonly ReadRecord<FaqRecord>[]): readonly ImportProblem[] =>
  read
    .filter(({ item }) => /\{[^}]*\}/u.test(item.answer))
    .map(({ line }) => ({
      line,
      column: 'answer',
      reason: 'остался незаполненный пропуск в {фигурных скобках}',
    }))
