import { z } from 'zod'
import type { Community } from '../world/community.ts'
import { openDialog, type Dialog } from '../world/dialog.ts'
import type { Person } from '../world/person.ts'
import type { World } from '../world/world.ts'
import { ControlRefusal } from './refusal.ts'

export const groupId = z.coerce.number().int().positive()
export const userId = z.coerce.number().int().positive()
export const cmid = z.coerce.number().int().positive()

/** Whose dialog a request of the control side is about. */
export const pairShape = { groupId, userId }

export function findCommunity(world: World, id: number): Community {
  const community = world.communities.get(id)
  if (community === undefined) throw new ControlRefusal(`Нет сообщества с номером ${id}.`)
  return community
}

export function findPerson(world: World, id: number): Person {
  const person = world.people.get(id)
  if (person === undefined) throw new ControlRefusal(`Нет пользователя с номером ${id}.`)
  return person
}

export function findDialog(
  world: World,
  pair: { readonly groupId: number; readonly userId: number },
): { readonly community: Community; readonly dialog: Dialog } {
  const community = findCommunity(world, pair.groupId)
  findPerson(world, pair.userId)
  return { community, dialog: openDialog(community, pair.userId, world.options.idOffset) }
}
