/** What VK may do wrong in a run. Bounded, so that no message meets the limit of its attempts. */
import type { Draw } from './draw.ts'

export type Fault = Readonly<Record<string, unknown>>

interface Kind {
  readonly weight: number
  readonly make: (draw: Draw) => Fault
}

const kinds: readonly Kind[] = [
  {
    weight: 3,
    make: (draw) => ({
      kind: 'api_error',
      code: draw.one([1, 6, 9, 10, 29]),
      method: draw.one(['messages.send', 'messages.*']),
      count: draw.integer(1, 12),
      probability: 0.4,
    }),
  },
  {
    weight: 1,
    make: (draw) => ({
      kind: 'api_error',
      code: 29,
      method: 'groups.getLongPollServer',
      count: draw.integer(1, 3),
    }),
  },
  {
    weight: 2,
    make: (draw) => ({
      kind: 'http',
      status: draw.one([502, 503, 504, 500]),
      method: '*',
      count: draw.integer(1, 20),
      probability: 0.5,
    }),
  },
  { weight: 2, make: (draw) => ({ kind: 'http', status: 502, method: 'poll', count: draw.integer(1, 10) }) },
  {
    weight: 4,
    make: (draw) => ({
      kind: 'drop',
      when: 'after',
      method: 'messages.send',
      count: draw.integer(1, 8),
      probability: 0.5,
    }),
  },
  {
    weight: 2,
    make: (draw) => ({
      kind: 'drop',
      when: 'before',
      method: '*',
      count: draw.integer(1, 8),
      probability: 0.5,
    }),
  },
  {
    weight: 2,
    make: (draw) => ({ kind: 'truncate', method: '*', count: draw.integer(1, 8), probability: 0.5 }),
  },
  {
    weight: 2,
    make: (draw) => ({
      kind: 'latency',
      ms: draw.integer(50, 1_500),
      when: draw.one(['before', 'after']),
      method: '*',
      count: draw.integer(5, 40),
      probability: 0.5,
    }),
  },
  {
    weight: 3,
    make: (draw) => ({ kind: 'poll_failed', failed: draw.one([1, 2, 3]), count: draw.integer(1, 6) }),
  },
  {
    weight: 3,
    make: (draw) => ({ kind: 'poll_repeat', events: draw.integer(1, 30), count: draw.integer(1, 6) }),
  },
  { weight: 2, make: (draw) => ({ kind: 'key_expiry', count: draw.integer(1, 6) }) },
  { weight: 1, make: (draw) => ({ kind: 'crop', count: draw.integer(1, 5), probability: 0.5 }) },
  {
    weight: 1,
    make: (draw) => ({
      kind: 'stall',
      ms: draw.integer(100, 3_000),
      method: '*',
      count: draw.integer(1, 6),
      probability: 0.5,
    }),
  },
  {
    weight: 1,
    make: (draw) => ({
      kind: 'quota',
      calls: draw.integer(0, 2),
      perSeconds: 5,
      method: 'groups.getLongPollServer',
      count: draw.integer(1, 3),
    }),
  },
  { weight: 2, make: (draw) => ({ kind: 'poll_reverse', count: draw.integer(1, 20) }) },
  { weight: 2, make: (draw) => ({ kind: 'poll_duplicate', count: draw.integer(1, 20) }) },
  { weight: 1, make: (draw) => ({ kind: 'clock_skew', seconds: draw.integer(-100, 100) }) },
]

/** Events that no code can read, and one of a type that VK does not have yet. */
const poisons: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'message_new', object: null },
  { type: 'message_new', object: { message: { text: 'без отправителя' } } },
  { type: 'message_event', object: { payload: 'без человека' } },
  { type: 'meteorite_new', object: { size: 7 } },
]

export const drawPoison = (draw: Draw, communities: readonly { readonly groupId: number }[]): Fault => ({
  ...draw.one(poisons),
  groupId: draw.one(communities).groupId,
})

export function drawFault(draw: Draw, communities: readonly { readonly groupId: number }[]): Fault {
  const fault = draw.weighted(kinds).make(draw)
  const seed = draw.integer(1, 1_000_000)
  return draw.chance(0.3) ? { ...fault, seed, groupId: draw.one(communities).groupId } : { ...fault, seed }
}
