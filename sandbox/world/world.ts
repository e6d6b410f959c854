import { createHash } from 'node:crypto'
import { FaultBoard } from '../faults/fault-board.ts'
import type { Region } from '../region.ts'
import { createCommunity, type Community, type CommunityOptions } from './community.ts'
import type { Permission } from './dialog.ts'
import { MediaLibrary } from './media.ts'
import type { Person, Post } from './person.ts'
import { createRandom, type Random } from './random.ts'
import { Traffic, type TrafficBounds } from './traffic.ts'

export type WorldOptions = {
  readonly now: () => number
  readonly seed: number
  /** Where counters (messages, events, new people) begin: a world that restarts must not repeat its numbers. */
  readonly idOffset: number
  readonly escapesHtml: boolean
  readonly requestsPerSecond: number
  readonly historyLength: number
  readonly traffic: TrafficBounds
}

export type DialogChange = { readonly groupId: number; readonly userId: number }

/** The whole simulated VK: plain mutable state, changed only by functions of this folder and by the method handlers. */
export type World = {
  readonly options: WorldOptions
  readonly random: Random
  readonly communities: Map<number, Community>
  readonly communityByToken: Map<string, Community>
  readonly people: Map<number, Person>
  readonly media: MediaLibrary
  readonly traffic: Traffic
  readonly faults: FaultBoard
  readonly changeListeners: Set<(change: DialogChange) => void>
  /** Known once the server listens. */
  baseUrl: string
  /** Goes away, comes back after so long and remembers everything. */
  restart: (downMs: number) => void
  lastMessageVersion: number
}

export function createWorld(region: Region, options: WorldOptions): World {
  const world: World = {
    options,
    random: createRandom(options.seed),
    communities: new Map(),
    communityByToken: new Map(),
    people: new Map(region.people.map((person) => [person.userId, person])),
    media: new MediaLibrary(options.idOffset),
    traffic: new Traffic(options.traffic),
    faults: new FaultBoard(options.seed),
    changeListeners: new Set(),
    baseUrl: '',
    restart: () => {},
    lastMessageVersion: 10_000_000,
  }
  for (const row of region.communities) addCommunity(world, row)
  return world
}

type NewCommunity = Omit<
  CommunityOptions,
  'token' | 'longPollKey' | 'idOffset' | 'historyLength' | 'requestsPerSecond'
> & { readonly token?: string }

export function addCommunity(world: World, row: NewCommunity): Community {
  const { idOffset, historyLength, requestsPerSecond } = world.options
  const community = createCommunity({
    ...row,
    token: row.token === undefined || row.token === '' ? tokenOf(row.groupId) : row.token,
    longPollKey: world.random.hex(40),
    idOffset,
    historyLength,
    requestsPerSecond,
  })
  world.communities.set(community.groupId, community)
  world.communityByToken.set(community.token, community)
  return community
}

/** Community and person ids for newcomers, far from those of any region file. */
export function nextGroupId(world: World): number {
  return highest(world.communities.keys(), 220_000_000 + world.options.idOffset) + 1
}

export function nextUserId(world: World): number {
  return highest(world.people.keys(), 800_000_000 + world.options.idOffset) + 1
}

/** Staff are subscribed to the communities made for them; everyone else has to write or allow first. */
export function permissionOf(world: World, community: Community, userId: number): Permission {
  const asked = community.dialogs.get(userId)?.permission ?? null
  if (asked !== null) return asked
  const posts = world.people.get(userId)?.posts ?? []
  return isWorkplace(community, posts) ? 'allowed' : 'unasked'
}

function isWorkplace(community: Community, posts: readonly Post[]): boolean {
  if (community.purpose === 'public') return false
  return posts.some(
    ({ institution }) => community.purpose === 'staff' || institution === community.institution,
  )
}

export function noteChange(world: World, change: DialogChange): void {
  for (const listener of world.changeListeners) listener(change)
}

/** Milliseconds since 1970 by VK's clock. */
export function nowMs(world: World): number {
  return world.options.now() + world.faults.skewSeconds * 1000
}

export function nowSeconds(world: World): number {
  return Math.floor(nowMs(world) / 1000)
}

function tokenOf(groupId: number): string {
  return `vk1.a.${createHash('sha256').update(`sandbox community ${groupId}`).digest('base64url')}`
}

function highest(ids: Iterable<number>, atLeast: number): number {
  let id = atLeast
  for (const known of ids) id = Math.max(id, known)
  return id
}
