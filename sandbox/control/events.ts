import { z } from 'zod'
import { nowSeconds, type World } from '../world/world.ts'
import { findCommunity, groupId } from './find.ts'
import { parseInput } from './refusal.ts'

const givenEvent = z.object({
  groupId,
  type: z.string().min(1),
  /** Whatever it is, it goes to the client as it is. */
  object: z.json(),
  eventId: z.string().min(1).optional(),
})

/** An event that VK might send one day: of an unknown type, broken, or with an id that was there before. */
export function giveEvent(world: World, body: unknown): unknown {
  const given = parseInput(givenEvent, body)
  const community = findCommunity(world, given.groupId)
  const eventId = given.eventId ?? world.random.hex(40)
  const { type, object } = given
  const update = JSON.stringify({
    group_id: community.groupId,
    type,
    event_id: eventId,
    v: community.longPollSettings.apiVersion,
    object,
  })
  world.traffic.add({ kind: 'event', at: nowSeconds(world), update })
  community.longPoll.push(update)
  return { eventId }
}
