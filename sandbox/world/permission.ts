import type { Community } from './community.ts'
import { openDialog, type Permission } from './dialog.ts'
import { emit } from './events.ts'
import { noteChange, permissionOf, type World } from './world.ts'

/** The person writes to the community or allows it to write; VK tells the community once. */
export function allow(world: World, community: Community, userId: number): void {
  setPermission(world, community, userId, 'allowed')
}

/** Blacklisting and privacy are silent in VK: only a person's own choice is an event. */
export function setPermission(
  world: World,
  community: Community,
  userId: number,
  permission: Permission,
): void {
  const before = permissionOf(world, community, userId)
  openDialog(community, userId, world.options.idOffset).permission = permission
  if (before === permission) return
  if (permission === 'allowed') emit(world, community, 'message_allow', { user_id: userId, key: '' })
  if (permission === 'denied') emit(world, community, 'message_deny', { user_id: userId })
  noteChange(world, { groupId: community.groupId, userId })
}
