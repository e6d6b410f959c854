import type { Community } from '../world/community.ts'
import type { Person } from '../world/person.ts'

export function personObject(person: Person): Record<string, unknown> {
  return {
    id: person.userId,
    first_name: person.firstName,
    last_name: person.lastName,
    can_access_closed: true,
    is_closed: false,
    sex: 0,
    screen_name: `id${person.userId}`,
    domain: `id${person.userId}`,
    online: 1,
  }
}

export function groupObject(community: Community): Record<string, unknown> {
  return {
    id: community.groupId,
    name: community.name,
    screen_name: `club${community.groupId}`,
    is_closed: community.purpose === 'staff' ? 2 : 0,
    type: community.purpose === 'staff' ? 'group' : 'page',
  }
}
