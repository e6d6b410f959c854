/** Numbers measured at the sandbox, where both ends of the way of a message are seen by one clock. */
import { z } from 'zod'

export const loadFigures = z.object({
  /** Messages answered inside the measured window. */
  answered: z.number(),
  seconds: z.number(),
  /** First replies, from the event in the long poll to messages.send. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  /** How late the generator itself was, at worst (offered rate only). */
  lagMaxMs: z.number(),
})
export type LoadFigures = z.infer<typeof loadFigures>

/** What the other communities feel of one that is flooded. */
export const stormFigures = z.object({
  /** Others, in a window before the flood and in one that begins with it. */
  calm: loadFigures,
  during: loadFigures,
  /** The flooded community: messages, how many were answered in the end, and after how many seconds the last. */
  flood: z.number(),
  floodAnswered: z.number(),
  floodSeconds: z.number(),
})
export type StormFigures = z.infer<typeof stormFigures>

/** Of the whole run, warm-up included. */
export const dialogueCheck = z.object({
  citizens: z.number(),
  said: z.number(),
  replies: z.number(),
  /** Messages without exactly one reply after them. */
  lost: z.number(),
  doubled: z.number(),
  /** Messages of communities to staff. */
  cards: z.number(),
})
export type DialogueCheck = z.infer<typeof dialogueCheck>

/** Nearest rank; of sorted values. 0 ≤ share ≤ 1. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
