/** The text models as commands see them. */
import type { LabelledText, TrainedModel } from '../app/train-ports.ts'
import { textModelToBytes } from './text-model-bytes.ts'
import { type TrainOptions, trainTextModel } from './train-text-model.ts'

export function trainModel(texts: readonly LabelledText[], kind: TrainOptions['kind']): TrainedModel {
  const model = trainTextModel(texts, { kind })
  return { rank: (text, limit) => model.rank(text, limit), toBytes: () => textModelToBytes(model) }
}
