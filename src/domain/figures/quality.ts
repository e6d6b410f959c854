/** What coordinators think of answers that chance has chosen. */
import type { Counter } from './measures.ts'

/** Grades of one criterion; the share of «yes» is null when nothing was judged. */
export interface CriterionFigures {
  readonly yes: number
  readonly partly: number
  readonly no: number
  readonly yesShare: number | null
}

export interface QualityFigures {
  /** Answers drawn; an answer drawn for two coordinators counts twice. */
  readonly sampled: number
  readonly judged: number
  /** Never leave it out beside the shares: what was not judged may be worse. */
  readonly judgedShare: number | null
  readonly answers: CriterionFigures
  readonly clear: CriterionFigures
  readonly concrete: CriterionFigures
}

export function qualityOf(count: (name: Counter) => number): QualityFigures {
  const [sampled, judged] = [count('qualitySampled'), count('qualityJudged')]
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
  const criterion = (name: 'answers' | 'clear' | 'concrete'): CriterionFigures => {
    const yes = count(`${name}Yes`)
    return {
      yes,
      partly: count(`${name}Partly`),
      no: count(`${name}No`),
      yesShare: share(yes, judged),
    }
  }
  return {
    sampled,
    judged,
    judgedShare: share(judged, sampled),
    answers: criterion('answers'),
    clear: criterion('clear'),
    concrete: criterion('concrete'),
  }
}
