import { nowSeconds } from '../world/world.ts'
import type { Call } from './call.ts'
import { list, requiredText } from './params.ts'
import { personObject } from './profiles.ts'
import { VkError } from './vk-error.ts'

const usersMax = 1000

/** users.get: people that do not exist are left out, as in VK. */
export function getUsers(call: Call): unknown {
  const names = list(call.params, 'user_ids')
  if (names.length > usersMax) throw new VkError(100, `user_ids should contain at most ${usersMax} items`)
  return names.flatMap((name) => {
    const id = /^(?:id)?(\d+)$/.exec(name)?.[1]
    const person = id === undefined ? undefined : call.world.people.get(Number(id))
    return person === undefined ? [] : [personObject(person)]
  })
}

export function getServerTime(call: Call): unknown {
  return nowSeconds(call.world)
}

/** utils.resolveScreenName: id123 and club123; an empty list for anything else, as in VK. */
export function resolveScreenName(call: Call): unknown {
  const parts = /^(id|club|public)(\d+)$/.exec(requiredText(call.params, 'screen_name'))
  const id = Number(parts?.[2])
  if (parts?.[1] === 'id' && call.world.people.has(id)) return { type: 'user', object_id: id }
  if (parts !== null && call.world.communities.has(id)) return { type: 'group', object_id: id }
  return []
}
