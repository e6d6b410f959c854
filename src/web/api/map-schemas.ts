/** The map of topics over the wire. */
import { z } from 'zod'

const titled = z.object({ id: z.int(), title: z.string() })

export const topicMap = z
  .object({
    municipalities: z.array(titled),
    topics: z.array(z.object({ id: z.string(), title: z.string() })).describe('Those people wrote about'),
    cells: z.array(
      z.object({
        topicId: z.string(),
        municipalityId: z.int(),
        tickets: z.int(),
        expected: z.number().describe('As in the four weeks before'),
        isSpike: z.boolean(),
      }),
    ),
    incidents: z.array(
      z.object({
        id: z.int(),
        topic: z.string(),
        municipality: z.string(),
        raisedAt: z.iso.datetime(),
        people: z.int(),
        expected: z.number(),
        told: z.string().nullable(),
        openTickets: z.int(),
      }),
    ),
  })
  .meta({ id: 'TopicMap' })

export const incidentAnswer = z.object({
  text: z.string().trim().min(1).max(4_000),
  closes: z.boolean().describe('The final answer to every open ticket of it'),
})
export const incidentAnswered = z
  .object({ tickets: z.int(), closed: z.boolean() })
  .meta({ id: 'IncidentAnswered' })
