import { z } from 'zod'
import { VkUnreachable } from './errors.ts'

/** What a long poll server may say. @see dev.vk.com, "Bots Long Poll API" (read 2026). */
export type LongPollAnswer =
  | { readonly kind: 'updates'; readonly ts: string; readonly updates: readonly unknown[] }
  /** failed 1: part of the history is gone; go on from `ts`. */
  | { readonly kind: 'historyLost'; readonly ts: string }
  /** failed 2: a new key is needed; the old ts is still good, and taking a new one would lose events. */
  | { readonly kind: 'keyExpired' }
  /** failed 3 and whatever may come: key and ts are lost. */
  | { readonly kind: 'informationLost' }

/** A string in the documentation, a number after failed 1. */
export const tsSchema = z.union([z.string(), z.number()]).transform(String)

const answerSchema = z.union([
  z
    .object({ failed: z.literal(1), ts: tsSchema })
    .transform(({ ts }) => ({ kind: 'historyLost' as const, ts })),
  z.object({ failed: z.literal(2) }).transform(() => ({ kind: 'keyExpired' as const })),
  z.object({ failed: z.number() }).transform(() => ({ kind: 'informationLost' as const })),
  z
    .object({ ts: tsSchema, updates: z.array(z.unknown()) })
    .transform(({ ts, updates }) => ({ kind: 'updates' as const, ts, updates })),
])

export function readLongPollAnswer(answer: unknown): LongPollAnswer {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) throw new VkUnreachable('long poll', 'unexpected', 'not an answer of a long poll')
  return parsed.data
}
