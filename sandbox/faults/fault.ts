/** What can go wrong on request. A new kind is a row here, a row in `stages` and a case where its stage is played. */
export type FaultAction =
  | {
      readonly kind: 'api_error'
      readonly code: number
      readonly message?: string | undefined
      readonly subcode?: number | undefined
    }
  | {
      readonly kind: 'http'
      readonly status: number
      readonly body?: string | undefined
      readonly contentType?: string | undefined
    }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'latency'; readonly ms: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'poll_failed'; readonly failed: 1 | 2 | 3; readonly ts?: number | undefined }
  | { readonly kind: 'poll_repeat'; readonly events: number }
  | { readonly kind: 'key_expiry' }
  | { readonly kind: 'crop' }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'quota'; readonly calls: number; readonly perSeconds: number }
  | { readonly kind: 'poll_reverse' }
  | { readonly kind: 'poll_duplicate' }
  | { readonly kind: 'clock_skew'; readonly seconds: number }

/**
 * Where a fault acts: before anything else (`delay`, then `transport`), when a method is about to run (`method`), when
 * the answer is ready and the effect has happened (`answer-delay`, then `answer`), when a poll is served (`poll`), when
 * a poll's events are written down (`updates`), when a person's message becomes an event (`event`), whenever VK looks at
 * its clock (`clock`).
 */
export type Stage =
  | 'delay'
  | 'transport'
  | 'method'
  | 'answer-delay'
  | 'answer'
  | 'poll'
  | 'updates'
  | 'event'
  | 'clock'

const stages = {
  api_error: { before: 'method', after: 'method' },
  http: { before: 'transport', after: 'transport' },
  drop: { before: 'transport', after: 'answer' },
  truncate: { before: 'answer', after: 'answer' },
  latency: { before: 'delay', after: 'answer-delay' },
  poll_failed: { before: 'poll', after: 'poll' },
  poll_repeat: { before: 'poll', after: 'poll' },
  key_expiry: { before: 'poll', after: 'poll' },
  crop: { before: 'event', after: 'event' },
  stall: { before: 'answer', after: 'answer' },
  quota: { before: 'method', after: 'method' },
  poll_reverse: { before: 'updates', after: 'updates' },
  poll_duplicate: { before: 'updates', after: 'updates' },
  clock_skew: { before: 'clock', after: 'clock' },
} satisfies Record<FaultAction['kind'], Record<'before' | 'after', Stage>>

function stageOf(action: FaultAction): Stage {
  return stages[action.kind]['when' in action ? action.when : 'before']
}

export type FaultRule = {
  readonly action: FaultAction
  readonly groupId: number | null
  /** `messages.send`, `messages.*`, `poll`, `upload`, `*`; null is any API method, or any poll for faults of polls. */
  readonly method: string | null
  /** How many times it strikes; null is until it is removed. */
  readonly count: number | null
  /** How many matching requests pass first. */
  readonly skip: number
  readonly probability: number
  readonly seed: number | null
}

/** A request that a fault may strike. */
export type Place = { readonly groupId: number | null; readonly method: string }

export function matches(rule: FaultRule, stage: Stage, place: Place): boolean {
  if (stageOf(rule.action) !== stage) return false
  if (rule.groupId !== null && rule.groupId !== place.groupId) return false
  return matchesMethod(rule.method, stage, place.method)
}

function matchesMethod(pattern: string | null, stage: Stage, method: string): boolean {
  if (stage === 'poll' || stage === 'updates' || pattern === '*') return true
  if (pattern === null) return method !== 'poll' && method !== 'upload'
  if (pattern.endsWith('.*')) return method.startsWith(pattern.slice(0, -1))
  return pattern === method
}
