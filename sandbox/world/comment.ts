import type { Attachment } from './message.ts'

/** A comment under a post of the community's wall. */
export type Comment = {
  readonly id: number
  readonly postId: number
  /** A person, or minus the community. */
  readonly fromId: number
  readonly date: number
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly replyTo: Comment | null
  /** The comment that opened the thread; empty for a comment of the first level. */
  readonly parentsStack: readonly number[]
}
