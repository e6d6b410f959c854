import type { Community, Scope } from '../world/community.ts'
import type { World } from '../world/world.ts'
import type { Params } from './params.ts'

/** One call of an API method by a community. */
export type Call = {
  readonly world: World
  readonly community: Community
  readonly method: string
  readonly params: Params
  /** Minor part of the API version: 199 of 5.199. */
  readonly version: number
}

/** Answers with what goes under `response`, or throws VkError. */
type Handler = (call: Call) => unknown

/** The scope is what the token must have; null is any token. */
export type Method = { readonly scope: Scope | null; readonly handler: Handler }
export type MethodTable = Readonly<Record<string, Method>>
