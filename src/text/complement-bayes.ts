/**
 * Complement naive Bayes: how badly a text fits everything but the label (Rennie et al., ICML 2003). Weaker than the
 * support vector machine, but wrong about other texts; steadier where labels are noisy.
 */
import type { LinearWeights, SvmExample, SvmSize } from './linear-svm.ts'

const smoothing = 0.5
/** Titles count more for the machine than they should count here. */
const weightMax = 2

/** Linear weights; each side's labels compare among themselves. Linear in features × labels. */
export function trainComplementBayes(examples: readonly SvmExample[], size: SvmSize): LinearWeights {
  const { labelCount, featureCount } = size
  const values = new Float32Array((featureCount + 1) * labelCount)
  const ofFeature = new Float64Array(featureCount)
  const ofLabel = new Float64Array(labelCount)
  let all = 0
  for (const { vector, labels, weight } of examples)
    for (let at = 0; at < vector.ids.length; at += 1) {
      const id = vector.ids[at] ?? 0
      const amount = (vector.values[at] ?? 0) * Math.min(weight, weightMax)
      all += amount
      ofFeature[id] = (ofFeature[id] ?? 0) + amount
      for (const label of labels) {
        values[id * labelCount + label] = (values[id * labelCount + label] ?? 0) + amount
        ofLabel[label] = (ofLabel[label] ?? 0) + amount
      }
    }
  const lengths = ofLabel.map((amount) => Math.log(all - amount + smoothing * featureCount))
  for (let id = 0; id < featureCount; id += 1)
    for (let label = 0; label < labelCount; label += 1) {
      const inside = values[id * labelCount + label] ?? 0
      const outside = Math.max(0, (ofFeature[id] ?? 0) - inside) + smoothing
      values[id * labelCount + label] = (lengths[label] ?? 0) - Math.log(outside)
    }
  return { labelCount, values }
}
