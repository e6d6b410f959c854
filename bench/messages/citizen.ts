import type { Community } from '../../sandbox/world/community.ts'
import type { Message } from '../../sandbox/world/message.ts'
import { address, conversation, type PageKind, type Saying } from './phrases.ts'

/** One person who talks through a script, and presses what is offered on the way. */
export class Citizen {
  readonly userId: number
  readonly community: Community
  /** When the message that still waits for a reply was put into the long poll. */
  waitingSinceMs: number | null = null
  readonly #pick: () => number
  readonly #script: Saying[]
  #asked: Saying | null = null

  constructor(userId: number, community: Community, kind: PageKind, pick: () => number) {
    this.userId = userId
    this.community = community
    this.#pick = pick
    this.#script = [...conversation(kind, pick)]
  }

  /** What the person says next; null when there is nothing more to say. */
  next(): Saying | null {
    const asked = this.#asked
    this.#asked = null
    return asked ?? this.#script.shift() ?? null
  }

  hear(reply: Message): void {
    const actions = reply.keyboard?.buttons.flat().map(({ action }) => action) ?? []
    const topic = actions.find(({ payload }) => String(payload).startsWith('{"c":"topic"'))
    const skip = actions.find(({ payload }) => payload === '{"c":"skip"}')
    const isPlaceAsked = actions.some(({ type }) => type === 'location')
    if (topic !== undefined) this.#asked = pressed(topic)
    else if (isPlaceAsked)
      this.#asked = skip !== undefined && this.#pick() < 0.3 ? pressed(skip) : address(this.#pick)
  }
}

const pressed = (action: { readonly [field: string]: unknown }): Saying => ({
  text: String(action['label']),
  payload: String(action['payload']),
})
