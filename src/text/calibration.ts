/**
 * How often a first guess with such odds is right, learnt from texts that the model had not seen: a logistic curve
 * through odds and hits (Platt, 1999). It rises strictly, so the order of confidence stays what the model says.
 */
export interface Calibration {
  readonly slope: number
  readonly offset: number
}

export interface FirstGuess {
  /** Logarithm of the share of the first label against all others together. */
  readonly logOdds: number
  readonly isRight: boolean
}

/** For a model that had no unseen texts to learn from. A cautious guess, not measured: the full model learns its own. */
export const cautiousCalibration: Calibration = { slope: 0.8, offset: -0.6 }

const guessesMin = 30
const rounds = 30
const stepMax = 0.3
const slopeMin = 0.05

export function fitCalibration(guesses: readonly FirstGuess[]): Calibration {
  if (guesses.length < guessesMin) return cautiousCalibration
  let { slope, offset } = { slope: 0.5, offset: 0 }
  for (let round = 0; round < rounds; round += 1) {
    let [ofSlope, ofOffset, slopeSlope, slopeOffset, offsetOffset] = [1 - slope, 0, 1, 0, 1e-6]
    for (const { logOdds, isRight } of guesses) {
      const chance = 1 / (1 + Math.exp(-(slope * logOdds + offset)))
      const miss = (isRight ? 1 : 0) - chance
      const bend = chance * (1 - chance)
      ofSlope += miss * logOdds
      ofOffset += miss
      slopeSlope += bend * logOdds * logOdds
      slopeOffset += bend * logOdds
      offsetOffset += bend
    }
    const area = slopeSlope * offsetOffset - slopeOffset * slopeOffset
    slope += bounded((offsetOffset * ofSlope - slopeOffset * ofOffset) / area)
    offset += bounded((slopeSlope * ofOffset - slopeOffset * ofSlope) / area)
  }
  return Number.isFinite(slope + offset) ? { slope: Math.max(slope, slopeMin), offset } : cautiousCalibration
}

/** Where the curve is flat, Newton's step would leap out of sight. */
const bounded = (step: number): number => Math.max(-stepMax, Math.min(stepMax, step))

/** 0…1. */
export const calibrate = ({ slope, offset }: Calibration, logOdds: number): number =>
  1 / (1 + Math.exp(-(slope * logOdds + offset)))

/** Of the highest score against all others. Taken from scores: shares near 1 can no longer be told apart. */
export function logOddsOf(scores: Float64Array, best: number): number {
  const highest = scores[best] ?? 0
  let others = 0
  for (let label = 0; label < scores.length; label += 1) {
    const gap = (scores[label] ?? 0) - highest
    if (label !== best && gap > -logOddsMax) others += Math.exp(gap)
  }
  return Math.min(logOddsMax, -Math.log(others))
}

/** One label alone has infinite odds. */
const logOddsMax = 60
