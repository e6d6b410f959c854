/** An answer on its way through a timer: as JSON and back. */
import { z } from 'zod'
import type { GivenAnswer } from '../domain/desk.ts'
import { type StaffId, staffId, ticketId } from '../domain/ids.ts'
import { refusalReasons } from '../domain/ticket.ts'
import type { JsonObject } from './ports.ts'

const facts = z.object({
  memberId: z.number().transform(staffId),
  ticketId: z.number().transform(ticketId),
  text: z.string(),
  attachments: z.array(
    z.object({ type: z.string(), reference: z.string().nullable(), raw: z.record(z.string(), z.unknown()) }),
  ),
  templateId: z.number().nullable().default(null),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['solved', 'explained']) }),
    z.object({ kind: z.literal('refused'), reason: z.enum(refusalReasons) }),
    z.object({ kind: z.literal('interim'), until: z.iso.date() }),
  ]),
})

export const answerFacts = (memberId: StaffId, given: GivenAnswer): JsonObject =>
  JSON.parse(JSON.stringify({ memberId, ...given }))

/** Null when an earlier version of the product wrote it otherwise. */
export function readAnswerFacts(
  value: unknown,
): { readonly memberId: StaffId; readonly given: GivenAnswer } | null {
  const parsed = facts.safeParse(value)
  if (!parsed.success) return null
  const { memberId, ...given } = parsed.data
  return { memberId, given }
}
