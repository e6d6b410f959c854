/** Scores of labels as shares of one. */

/** What is below e⁻²⁰ of the best is nothing, and costs nothing. */
const gapMin = -20

/** Softmax of `scores[from … from + shares.length]`, each times `sharpness`. */
export function sharesInto(
  shares: Float64Array,
  scores: Float32Array,
  { from, sharpness }: { readonly from: number; readonly sharpness: number },
): void {
  let highest = -Infinity
  for (let label = 0; label < shares.length; label += 1)
    highest = Math.max(highest, scores[from + label] ?? 0)
  let sum = 0
  for (let label = 0; label < shares.length; label += 1) {
    const gap = sharpness * ((scores[from + label] ?? 0) - highest)
    const share = gap > gapMin ? Math.exp(gap) : 0
    shares[label] = share
    sum += share
  }
  for (let label = 0; label < shares.length; label += 1) shares[label] = (shares[label] ?? 0) / sum
}

/** Logarithm of the odds; a share of 0 or 1 stays finite. */
export const logOddsOf = (share: number): number => Math.log((share + 1e-6) / (1 - share + 1e-6))

/** Numbers of the highest values in falling order, without sorting them all. */
export function highestOf(values: Float64Array, limit: number): readonly number[] {
  const best: number[] = []
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    let place = best.length
    while (place > 0 && value > (values[best[place - 1] ?? 0] ?? 0)) place -= 1
    if (place >= limit) continue
    best.splice(place, 0, at)
    if (best.length > limit) best.pop()
  }
  return best
}
