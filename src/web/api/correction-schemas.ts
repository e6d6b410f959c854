/** Corrections of the directory over the wire, for coordinators. */
import { z } from 'zod'

const correction = z
  .object({
    id: z.int().positive(),
    topic: z.string(),
    municipality: z.string().nullable().describe('Null: wherever no municipality is known'),
    from: z.string().describe('Who gets such tickets now'),
    to: z.string().describe('Who answers them in the end'),
    moved: z.int().describe('So many of `total` were answered by `to`'),
    total: z.int(),
  })
  .meta({ id: 'Correction' })

export const corrections = z.object({ corrections: z.array(correction) }).meta({ id: 'Corrections' })
export const correctionPath = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) })
export const correctionBody = z.object({ isAccepted: z.boolean() })
