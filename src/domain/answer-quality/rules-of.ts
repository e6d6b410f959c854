import type { Directory } from '../directory.ts'
import { type AnswerRules, answerRules } from './answer-rule.ts'
import { builtInRules } from './built-in-rules.ts'

/** Compiled once for each directory: hundreds of patterns, asked for with every answer. */
const compiled = new WeakMap<Directory['answerRules'], AnswerRules>()

/** The built-in rules of the answer checker as the coordinators of this region changed them. */
export function answerRulesOf({ answerRules: own }: Pick<Directory, 'answerRules'>): AnswerRules {
  const known = compiled.get(own) ?? answerRules(builtInRules, own)
  compiled.set(own, known)
  return known
}
