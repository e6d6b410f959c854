import type { Keyboard } from './keyboard.ts'

/** A VK attachment object, `{type: 'photo', photo: {…}}`; types that the sandbox does not know pass through. */
export type Attachment = { readonly type: string; readonly [field: string]: unknown }

export type Geo = { readonly latitude: number; readonly longitude: number }

export type Message = {
  readonly id: number
  readonly cmid: number
  readonly userId: number
  readonly from: 'user' | 'community'
  readonly date: number
  readonly randomId: number
  /** A person who answered for the community in VK's own interface, not through the API. */
  readonly adminAuthorId: number | null
  readonly payload: string | null
  readonly geo: Geo | null
  readonly ref: string | null
  readonly reply: Message | null
  text: string
  attachments: readonly Attachment[]
  forwards: readonly Message[]
  keyboard: Keyboard | null
  template: string | null
  editedAt: number | null
  /** `self`: gone for the community only; `all`: gone for the citizen too. */
  deleted: 'self' | 'all' | null
  version: number
}
