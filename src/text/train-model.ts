/** The text models as training and measuring know them. */
import type { TrainModel } from '../app/train-ports.ts'
import { textModelToBytes } from './text-model-bytes.ts'
import { trainTextModel } from './train-text-model.ts'

export const trainModel: TrainModel = (texts, titles) => {
  const model = trainTextModel(texts, titles)
  return { rank: (text, limit) => model.rank(text, limit), toBytes: () => textModelToBytes(model) }
}
