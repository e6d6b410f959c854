/** The journal and personal data over the wire, for coordinators. */
import { z } from 'zod'

const number = z.int().positive()
const moment = z.iso.datetime()
const day = z.iso.date()

export const journalQuery = z.object({
  person: z.coerce.number().int().positive().optional(),
  kind: z
    .string()
    .regex(/^\w{1,40}$/u)
    .optional()
    .describe('A kind that the answer names'),
  from: day.optional(),
  to: day.optional().describe('Included'),
  after: z.string().max(60).optional().describe('`next` of the page before'),
})

export const journal = z
  .object({
    entries: z.array(
      z.object({
        key: z.string(),
        at: moment,
        kind: z.string(),
        text: z.string(),
        ticketId: number.nullable(),
      }),
    ),
    next: z.string().nullable(),
    kinds: z.array(z.object({ kind: z.string(), title: z.string() })),
    people: z.array(z.object({ id: number, name: z.string() })),
  })
  .meta({ id: 'Journal' })

export const personalRequests = z
  .object({
    requests: z.array(
      z.object({
        id: number,
        reason: z.enum(['request', 'operator', 'retention']),
        requestedAt: moment,
        lastDay: day.nullable().describe('Ten working days (152-ФЗ, art. 21 part 5.1); null: nobody asked'),
        isLate: z.boolean(),
        doneAt: moment.nullable(),
        askedBy: z.string().nullable(),
        act: z.string().describe('The act in words'),
      }),
    ),
  })
  .meta({ id: 'PersonalRequests' })

export const personPath = z.object({
  userId: z.coerce
    .number('Номер — это цифры из адреса страницы: для vk.com/id12345 это 12345.')
    .int()
    .positive()
    .max(999_999_999_999),
})
export const personKnown = z
  .object({
    name: z.string().nullable(),
    since: moment,
    tickets: z.int(),
    open: z.int(),
    messages: z.int(),
    files: z.int(),
    joined: z.int(),
    readers: z.array(z.string()),
    words: z.array(z.object({ ticketId: number, text: z.string() })),
  })
  .meta({ id: 'PersonKnown' })

export const erasureBody = z.object({
  userId: number.max(999_999_999_999),
  repeatedUserId: number.describe('The same once more: what is destroyed does not come back'),
})
export const erasureAsked = z.object({ actId: number }).meta({ id: 'ErasureAsked' })
