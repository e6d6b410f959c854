/**
 * Whether more people write about a topic in a place than usually at such an hour of such a weekday. Counts of the same
 * window in the weeks before are averaged with weights that fall by the week (EWMA), and the present count is compared
 * with the Poisson distribution of that mean: a one-sided control chart for counts.
 *
 * @see S. Unkel et al., Statistical methods for the prospective detection of infectious disease outbreaks, JRSS A 175
 *   (2012): control charts on a seasonal baseline; R. S. Sparks et al., Improving EWMA plans for detecting unusual
 *   increases in Poisson counts, J. Applied Mathematics and Decision Sciences (2009)
 */

export interface Spike {
  readonly isSpike: boolean
  /** How many people usually write in such a window; never 0, for weeks without any prove little. */
  readonly expected: number
  /** Of so many or more by chance alone. */
  readonly probability: number
}

/** Whatever the probability, fewer people are no mass of them. */
export const peopleMin = 5
/**
 * A region with a hundred topics in ten places is looked at some 50,000 times a day in windows that overlap: one false
 * alarm in weeks, not in hours.
 */
const probabilityMax = 1e-5
const weightOfLastWeek = 0.3
/** One person in all the weeks that are known: what was never seen is rare, not impossible. */
const unseen = 1

/** `pastWeeks`: people in the same window one week ago, two weeks ago … */
export function judgeCount(people: number, pastWeeks: readonly number[]): Spike {
  const expected = expectedCount(pastWeeks)
  const probability = poissonTail(people, expected)
  return { isSpike: people >= peopleMin && probability <= probabilityMax, expected, probability }
}

function expectedCount(pastWeeks: readonly number[]): number {
  const weights = pastWeeks.map((_count, week) => weightOfLastWeek * (1 - weightOfLastWeek) ** week)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const mean =
    sum === 0 ? 0 : pastWeeks.reduce((total, count, week) => total + count * (weights[week] ?? 0), 0) / sum
  return mean + unseen / (pastWeeks.length + 1)
}

/** P(X ≥ count) for a Poisson variable of this mean. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1
  // The terms from `count` on, so that nothing is lost in 1 − 0.9999…
  let term = Math.exp(count * Math.log(mean) - mean - logFactorial(count))
  let sum = 0
  for (let k = count; term > sum * 1e-12 || k < mean; k += 1) {
    sum += term
    term *= mean / (k + 1)
  }
  return Math.min(1, sum)
}

const logFactorial = (count: number): number => {
  let sum = 0
  for (let k = 2; k <= count; k += 1) sum += Math.log(k)
  return sum
}
