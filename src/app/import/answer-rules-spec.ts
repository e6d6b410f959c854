import { z } from 'zod'

import { answerRuleKinds, defaultLimits } from '../../domain/answer-quality/answer-rule.ts'
import { oneOf, text, yesOrNo } from './cells.ts'
import type { ImportSpec, ReadRecord } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { AnswerRuleRecord } from './records.ts'

const phraseCharactersMax = 80
const betterCharactersMax = 120

const row = z
  .object({
    phrase: text(phraseCharactersMax),
    kind: oneOf(answerRuleKinds),
    better: z.string().max(betterCharactersMax, `длиннее ${betterCharactersMax} знаков`),
    exact: z.union([z.literal('').transform(() => false), yesOrNo]),
  })
  .transform(({ phrase, exact, ...rest }) => ({
    ...rest,
    // The name of a limit is written as it is called; words are compared in lower case and without commas.
    phrase: rest.kind === 'limit' ? phrase : phrase.toLowerCase().replaceAll(',', '').replaceAll('ё', 'е'),
    isExact: exact,
  }))

export const answerRulesSpec: ImportSpec<AnswerRuleRecord> = {
  columns: ['phrase', 'kind', 'better', 'exact'],
  row,
  keyOf: (rule) => rule.phrase,
  keyColumn: 'phrase',
  check: (read) => read.flatMap(contradictions),
  toCells: (rule) => ({
    phrase: rule.phrase,
    kind: rule.kind,
    better: rule.better,
    exact: rule.isExact ? 'yes' : 'no',
  }),
}

function contradictions({ line, item }: ReadRecord<AnswerRuleRecord>): readonly ImportProblem[] {
  if (item.kind === 'limit') {
    if (!(item.phrase in defaultLimits)) {
      const names = Object.keys(defaultLimits).join(', ')
      return [{ line, column: 'phrase', reason: `такого предела нет; есть: ${names}` }]
    }
    return /^-?\d{1,6}$/u.test(item.better) ? [] : [{ line, column: 'better', reason: 'нужно целое число' }]
  }
  return /\p{L}/u.test(item.phrase) ? [] : [{ line, column: 'phrase', reason: 'нужны слова' }]
}
