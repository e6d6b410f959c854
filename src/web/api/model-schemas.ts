/** Text models over the wire. */
import { z } from 'zod'

const share = z.number().min(0).max(1)
const figures = z
  .object({
    accuracy: share,
    top3: share.describe('The right label is among the three best'),
    macroF1: share,
    coverageAt90: share.describe('Share of texts, by falling confidence, of which nine of ten are right'),
  })
  .meta({ id: 'ModelFigures' })
const heldOut = z.object({ topic: figures, institution: figures })
const model = z
  .object({
    name: z.string(),
    trainedAt: z.string(),
    texts: z.number().int(),
    decisions: z.number().int().describe('Tickets with a decision of people when the training began'),
    heldOut: heldOut.describe('On texts that neither this model nor the live one has learnt from'),
    champion: z
      .object({ name: z.string(), heldOut })
      .nullable()
      .describe('The live model of that time on the same texts; null: there was none'),
  })
  .meta({ id: 'TextModel' })
export const models = z
  .object({
    live: z.string().nullable().describe('Null: titles and phrases of the topics decide alone'),
    before: z.string().nullable().describe('The one to go back to; null: there was none'),
    models: z.array(model).describe('The newest first'),
  })
  .meta({ id: 'TextModels' })
export const useBody = z.object({
  name: z.string().min(1).max(100).describe('`before` of the list goes back'),
})
