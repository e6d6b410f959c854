import { z } from 'zod'
import { purposes, scopes } from '../world/community.ts'
import { setPermission } from '../world/permission.ts'
import type { Person } from '../world/person.ts'
import { addCommunity, nextGroupId, nextUserId, type World } from '../world/world.ts'
import { findCommunity, findPerson, pairShape } from './find.ts'
import { parseInput } from './refusal.ts'

/** Everything that is there to play with. */
export function showState(world: World): unknown {
  const communities = [...world.communities.values()].map((community) => ({
    groupId: community.groupId,
    name: community.name,
    token: community.token,
    purpose: community.purpose,
    institution: community.institution,
    municipality: community.municipality,
  }))
  return { communities, users: [...world.people.values()].map(personView) }
}

function personView(person: Person): Record<string, unknown> {
  const [post] = person.posts
  const base = { userId: person.userId, firstName: person.firstName, lastName: person.lastName }
  if (post === undefined) return { ...base, role: 'citizen' }
  return {
    ...base,
    role: post.role,
    ...(post.institutionTitle === '' ? {} : { institution: post.institutionTitle }),
    ...(post.municipality === '' ? {} : { municipality: post.municipality }),
    posts: person.posts,
  }
}

const newPerson = z.object({ firstName: z.string().trim().min(1), lastName: z.string().trim().min(1) })

export function createPerson(world: World, body: unknown): unknown {
  const { firstName, lastName } = parseInput(newPerson, body)
  const userId = nextUserId(world)
  world.people.set(userId, { userId, firstName, lastName, posts: [] })
  return { userId }
}

const newCommunity = z.object({
  name: z.string().trim().min(1),
  longPollBase: z.url({ protocol: /^https?$/ }).optional(),
  purpose: z.enum(purposes).optional(),
  scopes: z.array(z.enum(scopes)).optional(),
})

/** A community of its own for a client under test; nobody else polls it. */
export function createCommunity(world: World, body: unknown): unknown {
  const asked = parseInput(newCommunity, body)
  const community = addCommunity(world, {
    groupId: nextGroupId(world),
    name: asked.name,
    longPollBase: asked.longPollBase?.replace(/\/+$/, '') ?? null,
    ...(asked.purpose === undefined ? {} : { purpose: asked.purpose }),
    ...(asked.scopes === undefined ? {} : { scopes: asked.scopes }),
  })
  return { groupId: community.groupId, token: community.token }
}

const permissionChange = z.object({
  ...pairShape,
  allowed: z.boolean(),
  /** Why not: the person's choice (901), the community's blacklist (900), the person's privacy (902). */
  reason: z.enum(['denied', 'blacklisted', 'private']).default('denied'),
})

export function changePermission(world: World, body: unknown): unknown {
  const change = parseInput(permissionChange, body)
  const community = findCommunity(world, change.groupId)
  findPerson(world, change.userId)
  setPermission(world, community, change.userId, change.allowed ? 'allowed' : change.reason)
  return { allowed: change.allowed }
}
