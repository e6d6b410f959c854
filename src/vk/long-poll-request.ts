/** One poll of one community: asks VK and reads the answer. */
import type { PollCursor } from '../app/transport-ports.ts'
import type { VkHttp } from './http.ts'
import { type LongPollAnswer, readLongPollAnswer } from './long-poll-answer.ts'
import type { PollPatience, PollWait } from './long-poll-patience.ts'
import type { LongPollTiming } from './long-poll-timing.ts'

export interface PollRequestDependencies {
  readonly http: VkHttp
  readonly timing: LongPollTiming
  readonly patience: PollPatience
  /** 0 ≤ value < 1. */
  readonly random: () => number
}

export async function requestPoll(
  { http, timing, patience, random }: PollRequestDependencies,
  cursor: PollCursor,
  { isFirst, signal }: { readonly isFirst: boolean; readonly signal: AbortSignal },
): Promise<LongPollAnswer> {
  // Spread at the start: 1,700 polls that began together would end together.
  const wait = isFirst ? shortWait(Math.ceil(timing.waitSeconds * (1 - random()))) : patience.begin()
  const query = new URLSearchParams({
    act: 'a_check',
    key: cursor.key,
    ts: cursor.ts,
    wait: String(wait.seconds),
  })
  try {
    const said = await http.requestJson({
      what: 'long poll',
      url: `${cursor.server}${cursor.server.includes('?') ? '&' : '?'}${query.toString()}`,
      timeoutMs: Math.max(wait.seconds, timing.waitSeconds) * 1000 + timing.marginMs,
      signal,
    })
    const answer = readLongPollAnswer(said)
    wait.end(broughtNothing(answer) ? 'held' : 'answered')
    return answer
  } catch (error) {
    wait.end(signal.aborted ? 'answered' : 'failed')
    throw error
  }
}

export const broughtNothing = (answer: LongPollAnswer): boolean =>
  answer.kind === 'updates' && answer.updates.length === 0

const shortWait = (seconds: number): PollWait => ({ seconds, end: () => {} })
