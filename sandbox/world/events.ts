import type { Community } from './community.ts'
import { nowSeconds, type World } from './world.ts'

/**
 * Puts an event into the community's long poll queue.
 * @returns its event_id, or null when the community's settings do not ask for events of this type.
 */
export function emit(
  world: World,
  community: Community,
  type: string,
  object: Readonly<Record<string, unknown>>,
): string | null {
  const { isEnabled, enabledTypes, apiVersion } = community.longPollSettings
  if (!isEnabled || !enabledTypes.has(type)) return null
  const eventId = world.random.hex(40)
  const update = JSON.stringify({
    group_id: community.groupId,
    type,
    event_id: eventId,
    v: apiVersion,
    object,
  })
  world.traffic.add({ kind: 'event', at: nowSeconds(world), update })
  community.longPoll.push(update)
  return eventId
}
