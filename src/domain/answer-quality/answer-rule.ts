/** Rules of the answer checker that are lists of words: built in, and changed by coordinators in a file. */

/**
 * `officialese`: stiff words. `runaround`: says nothing. `promise`: work is promised, so a date is due. `rudeness`.
 * `signature`: names the sender, which the product does itself. `limit`: a number of the checker under its name.
 * `off`: the built-in rule of this phrase is not used.
 */
export const answerRuleKinds = [
  'officialese',
  'runaround',
  'promise',
  'rudeness',
  'signature',
  'limit',
  'off',
] as const
export type AnswerRuleKind = (typeof answerRuleKinds)[number]

export interface AnswerRule {
  /** Lower case; a `*` at the end of a word stands for any ending. The name of a limit. */
  readonly phrase: string
  readonly kind: AnswerRuleKind
  /** What to say instead; empty when there is no one word for it. The number of a limit. */
  readonly better: string
  /** The sentence stays right when `better` simply takes the place of the phrase. */
  readonly isExact: boolean
}

export const defaultLimits = {
  /** Words in a sentence. */
  sentenceWordsMax: 25,
  /** Characters of an answer. */
  charactersMin: 40,
  charactersMax: 900,
  /** Reading ease of Flesch for Russian; below it the text reads like a statute. */
  readabilityMin: 15,
  /** Of participles in one sentence, the number that makes a chain. */
  participlesMax: 2,
} as const

export type AnswerLimits = Readonly<Record<keyof typeof defaultLimits, number>>

export interface CompiledRule extends AnswerRule {
  readonly pattern: RegExp
}

export interface AnswerRules {
  readonly phrases: readonly CompiledRule[]
  readonly limits: AnswerLimits
}

/** The built-in rules with those of the coordinators laid over them, phrase by phrase. */
export function answerRules(builtIn: readonly AnswerRule[], own: readonly AnswerRule[]): AnswerRules {
  const byPhrase = new Map([...builtIn, ...own].map((rule) => [rule.phrase, rule]))
  const rules = [...byPhrase.values()]
  const limits: Record<string, number> = { ...defaultLimits }
  for (const { kind, phrase, better } of rules) {
    const number = Number(better)
    if (kind === 'limit' && phrase in limits && Number.isFinite(number)) limits[phrase] = number
  }
  return {
    // The longest first: «в соответствии с требованиями» is said rather than «в соответствии с».
    phrases: rules
      .filter(({ kind }) => kind !== 'limit' && kind !== 'off')
      .sort((left, right) => right.phrase.length - left.phrase.length)
      .map((rule) => ({ ...rule, pattern: patternOf(rule.phrase) })),
    limits: { ...defaultLimits, ...limits },
  }
}

function patternOf(phrase: string): RegExp {
  const words = phrase
    .trim()
    .split(/\s+/u)
    .map((word) =>
      word
        .replace(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)
        .replaceAll('*', String.raw`[\p{L}]*`)
        .replaceAll(/[её]/gu, '[её]'),
    )
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`[\s,]+`)}(?![\p{L}\p{N}])`, 'giu')
}
