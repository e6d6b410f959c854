/**
 * Who answers in time, compared fairly: like with like, nobody on few cases, and small numbers drawn towards what is
 * usual in the league.
 *
 * The share answered in time is shrunk by empirical Bayes: shares of a league are taken as a beta distribution, its mean
 * and strength estimated from the league by moments; a member with n cases then counts as if it had M more with the
 * league's mean.
 *
 * @see Kleinman, Proportions with Extraneous Variance: Single and Independent Sample, JASA 68 (1973), 46–54 (moments of
 * the beta-binomial). Casella, An Introduction to Empirical Bayes Data Analysis, The American Statistician 39 (1985),
 * 83–87.
 */
import { adviceFor, praiseFor } from './advice.ts'
import type { Figures } from './figures.ts'

export interface Contender {
  readonly member: string
  readonly title: string
  readonly figures: Figures
  /** Null: there was nothing in the period before. */
  readonly before: Figures | null
  readonly lateHeat: readonly number[]
}

export interface Place {
  readonly member: string
  readonly title: string
  /** Cases that are judged: in time, late, open and overdue. */
  readonly cases: number
  /** Change of the shrunk share against the period before; null when either period has few cases. */
  readonly trend: number | null
  readonly share: number | null
  /** Null: few cases. */
  readonly shrunk: number | null
  /** From 1; equals share a place. Null: few cases, no place. */
  readonly place: number | null
  readonly advice: string
  readonly praise: string | null
}

/** No place, no trend and no comparison on fewer cases than these. */
export const casesMin = 5

interface Prior {
  readonly mean: number
  /** How many cases the league's mean weighs. */
  readonly strength: number
}

const strengthMax = 1_000

/** One league: institutions of one kind. Places first, then those without. */
export function rank(contenders: readonly Contender[]): readonly Place[] {
  const now = priorOf(contenders.map(({ figures }) => figures))
  const then = priorOf(contenders.flatMap(({ before }) => (before === null ? [] : [before])))
  const judged = contenders.map((contender): Omit<Place, 'place'> => {
    const { figures, before, member, title } = contender
    const shrunk = shrink(figures, now)
    const earlier = before === null ? null : shrink(before, then)
    const trend = shrunk === null || earlier === null ? null : shrunk - earlier
    return {
      member,
      title,
      cases: casesOf(figures),
      trend,
      share: figures.replySla.share,
      shrunk,
      advice: adviceFor(contender),
      praise: praiseFor(figures, trend, shrunk),
    }
  })
  const best = judged.toSorted(
    (left, right) =>
      (right.shrunk ?? -1) - (left.shrunk ?? -1) || left.title.localeCompare(right.title, 'ru'),
  )
  return best.map((one) => ({
    ...one,
    place:
      one.shrunk === null ? null : 1 + best.filter(({ shrunk }) => (shrunk ?? -1) > (one.shrunk ?? 0)).length,
  }))
}

const casesOf = ({ replySla: { onTime, late, overdue } }: Figures): number => onTime + late + overdue

function shrink(figures: Figures, prior: Prior): number | null {
  const cases = casesOf(figures)
  if (cases < casesMin) return null
  return (figures.replySla.onTime + prior.strength * prior.mean) / (cases + prior.strength)
}

/** By moments; a league that differs no more than chance would make it is all alike. */
function priorOf(league: readonly Figures[]): Prior {
  const shares = league
    .map((figures) => ({ cases: casesOf(figures), onTime: figures.replySla.onTime }))
    .filter(({ cases }) => cases > 0)
  const cases = sum(shares.map((one) => one.cases))
  if (cases === 0) return { mean: 0, strength: 0 }
  const mean = sum(shares.map(({ onTime }) => onTime)) / cases
  const spread = sum(shares.map((one) => one.cases * (one.onTime / one.cases - mean) ** 2)) / cases
  const byChance = (mean * (1 - mean) * shares.length) / cases
  const strength = spread <= byChance ? strengthMax : (mean * (1 - mean) - spread) / (spread - byChance)
  return { mean, strength: Math.min(strengthMax, Math.max(0, strength)) }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
