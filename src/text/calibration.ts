/**
 * How often a first guess with such a share is right, learnt from texts that the model had not seen: a logistic curve
 * through shares and hits (Platt, 1999). It rises strictly, so the order of confidence stays what the model says.
 */
export interface Calibration {
  readonly slope: number
  readonly offset: number
}

export interface FirstGuess {
  readonly share: number
  readonly isRight: boolean
}

/** For a model that had no unseen texts to learn from; found by cross-validation on labelled appeals. */
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
    for (const { share, isRight } of guesses) {
      const odds = logOdds(share)
      const chance = 1 / (1 + Math.exp(-(slope * odds + offset)))
      const miss = (isRight ? 1 : 0) - chance
      const bend = chance * (1 - chance)
      ofSlope += miss * odds
      ofOffset += miss
      slopeSlope += bend * odds * odds
      slopeOffset += bend * odds
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
export const calibrate = ({ slope, offset }: Calibration, share: number): number =>
  1 / (1 + Math.exp(-(slope * logOdds(share) + offset)))

const logOdds = (share: number): number => {
  const inside = Math.min(Math.max(share, 1e-6), 1 - 1e-6)
  return Math.log(inside / (1 - inside))
}
