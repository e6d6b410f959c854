/** The whole world as one value that can be written down, and a world that goes on from it. */
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { FaultState } from '../faults/fault-board.ts'
import type { Community } from './community.ts'
import { LongPollQueue, type LongPollState } from './long-poll-queue.ts'
import type { MediaState } from './media.ts'
import type { Person } from './person.ts'
import { createRandom } from './random.ts'
import { createRateWindow } from './rate-window.ts'
import type { TrafficRecord } from './traffic.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

type CommunityState = Omit<Community, 'longPoll' | 'rate'> & { readonly longPoll: LongPollState }

type WorldState = {
  readonly format: typeof format
  readonly seed: number
  readonly idOffset: number
  readonly communities: readonly CommunityState[]
  readonly people: readonly Person[]
  readonly media: MediaState
  readonly faults: readonly FaultState[]
  readonly traffic: readonly TrafficRecord[]
  readonly lastMessageVersion: number
}

/** Grows with every change of what is written down. */
const format = 1
const readable = z.custom<WorldState>(
  (value) => z.looseObject({ format: z.literal(format) }).safeParse(value).success,
)

/** Everything but who waits at this moment. Messages that quote each other still do afterwards. */
export function writeWorld(world: World): Buffer {
  const state: WorldState = {
    format,
    seed: world.random.seed(),
    idOffset: world.options.idOffset,
    communities: [...world.communities.values()].map(({ rate: _rate, longPoll, ...community }) => ({
      ...community,
      longPoll: longPoll.state(),
    })),
    people: [...world.people.values()],
    media: world.media.state(),
    faults: world.faults.state(),
    traffic: world.traffic.records(),
    lastMessageVersion: world.lastMessageVersion,
  }
  return serialize(state)
}

/** @throws Error when this was not written by `writeWorld`, or by an older one. */
export function readWorld(written: Uint8Array, options: WorldOptions): World {
  const parsed = readable.safeParse(deserialize(written))
  if (!parsed.success) throw new Error('The state of the sandbox cannot be read: it is of another version.')
  const state = parsed.data
  const world: World = {
    ...createWorld({ communities: [], people: state.people }, { ...options, idOffset: state.idOffset }),
    random: createRandom(state.seed),
    lastMessageVersion: state.lastMessageVersion,
  }
  for (const community of state.communities) addAgain(world, community)
  world.media.goOn(state.media)
  world.faults.goOn(state.faults)
  for (const record of state.traffic) world.traffic.add(record)
  return world
}

function addAgain(world: World, state: CommunityState): void {
  const { historyLength, requestsPerSecond } = world.options
  const longPoll = new LongPollQueue({ key: state.longPoll.key, firstTs: 0, historyLength })
  longPoll.goOn(state.longPoll)
  const community = { ...state, longPoll, rate: createRateWindow(requestsPerSecond) }
  world.communities.set(community.groupId, community)
  world.communityByToken.set(community.token, community)
}
