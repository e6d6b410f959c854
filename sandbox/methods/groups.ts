import { scopes, type Community, type Scope } from '../world/community.ts'
import { eventTypes } from '../world/event-types.ts'
import { permissionOf } from '../world/world.ts'
import type { Call } from './call.ts'
import { flag, integers, list, requiredInteger, requiredText, text } from './params.ts'
import { groupObject } from './profiles.ts'
import { VkError } from './vk-error.ts'

const firstVersionWithObject = 139
const bitByScope: Readonly<Record<Scope, number>> = {
  photos: 4,
  messages: 4096,
  wall: 8192,
  docs: 131_072,
  manage: 262_144,
}

/** groups.getById: without ids, the token's own community. */
export function getGroupsById(call: Call): unknown {
  const asked = [...list(call.params, 'group_ids'), ...list(call.params, 'group_id')]
  const found =
    asked.length === 0 ? [call.community] : asked.flatMap((name) => findCommunity(call, name) ?? [])
  if (found.length === 0) throw new VkError(100, 'group_ids is invalid')
  const groups = found.map(groupObject)
  return call.version < firstVersionWithObject ? groups : { groups, profiles: [] }
}

function findCommunity(call: Call, name: string): Community | undefined {
  const id = /^(?:club|public)?(\d+)$/.exec(name)?.[1]
  return id === undefined ? undefined : call.world.communities.get(Number(id))
}

/** A token manages its own community only. */
function ownCommunity(call: Call): Community {
  const groupId = requiredInteger(call.params, 'group_id')
  if (groupId <= 0) throw new VkError(100, 'group_id not positive')
  if (groupId !== call.community.groupId) throw new VkError(15, 'no access to this group')
  return call.community
}

export function getLongPollServer(call: Call): unknown {
  const community = ownCommunity(call)
  if (!community.longPollSettings.isEnabled) throw new VkError(100, 'longpoll for this group is not enabled')
  const base = community.longPollBase ?? call.world.baseUrl
  return {
    key: community.longPoll.key,
    server: `${base}/whp/${community.groupId}`,
    ts: String(community.longPoll.ts),
  }
}

export function getLongPollSettings(call: Call): unknown {
  const { isEnabled, apiVersion, enabledTypes } = ownCommunity(call).longPollSettings
  const events = Object.fromEntries(eventTypes.map((type) => [type, enabledTypes.has(type) ? 1 : 0]))
  return { is_enabled: isEnabled, api_version: apiVersion, events }
}

/** What is not named stays as it was. */
export function setLongPollSettings(call: Call): unknown {
  const settings = ownCommunity(call).longPollSettings
  const apiVersion = text(call.params, 'api_version')
  if (apiVersion !== '' && !/^5\.\d{1,3}$/.test(apiVersion)) throw new VkError(100, 'api_version is invalid')
  if (apiVersion !== '') settings.apiVersion = apiVersion
  settings.isEnabled = flag(call.params, 'enabled', settings.isEnabled)
  settings.enabledTypes = new Set(
    eventTypes.filter((type) => flag(call.params, type, settings.enabledTypes.has(type))),
  )
  return 1
}

export function getTokenPermissions(call: Call): unknown {
  const granted = scopes.filter((scope) => call.community.scopes.has(scope))
  const permissions = granted.map((name) => ({ name, setting: bitByScope[name] }))
  return { mask: permissions.reduce((mask, { setting }) => mask + setting, 0), permissions }
}

/** Everyone follows every public community; a staff community has the staff. */
export function isMember(call: Call): unknown {
  const community = findCommunity(call, requiredText(call.params, 'group_id'))
  if (community === undefined) throw new VkError(100, 'group_id is invalid')
  const userIds = integers(call.params, 'user_ids', 500)
  const isExtended = flag(call.params, 'extended')
  const member = (userId: number): 0 | 1 => (isMemberOf(call, community, userId) ? 1 : 0)
  const status = (userId: number): Record<string, unknown> =>
    isExtended ? { member: member(userId), can_invite: 0 } : { member: member(userId) }
  if (userIds.length > 0) return userIds.map((userId) => ({ ...status(userId), user_id: userId }))
  const userId = requiredInteger(call.params, 'user_id')
  return isExtended ? status(userId) : member(userId)
}

function isMemberOf(call: Call, community: Community, userId: number): boolean {
  const person = call.world.people.get(userId)
  return person !== undefined && (community.purpose !== 'staff' || person.posts.length > 0)
}

export function isMessagesFromGroupAllowed(call: Call): unknown {
  const community = ownCommunity(call)
  const userId = requiredInteger(call.params, 'user_id')
  return { is_allowed: permissionOf(call.world, community, userId) === 'allowed' ? 1 : 0 }
}
