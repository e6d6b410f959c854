/** How events become messages and messages become words: scenes, sessions, understanding. */
import type { CommentEvent } from '../domain/comment.ts'
import type { Desk } from '../domain/desk.ts'
import type { Directory } from '../domain/directory.ts'
import type { GroupId, PeerId, VkUserId } from '../domain/ids.ts'
import type { IncomingMessage, OutgoingMessage } from '../domain/message.ts'
import type { Instant } from '../domain/time.ts'
import type { Understand } from '../domain/understanding.ts'
import type { InboxEvent, JsonObject } from './ports.ts'

/** Makes the models for a directory; tens of milliseconds, done again when the directory changes. */
export type BuildUnderstand = (directory: Directory) => Understand

/** The session of one dialogue inside the unit of work. */
export interface DialogueSession {
  read(): JsonObject | null
  write(value: Record<string, unknown> | null): void
}

/** One message through the scenes: what the bot says to it. */
export type Converse = (
  message: IncomingMessage,
  desk: Desk,
  session: DialogueSession,
  now: Instant,
) => Promise<readonly OutgoingMessage[]>

/** Ends a dialogue that was left a day ago; what the bot says of it. */
export type Expire = (
  person: { readonly groupId: GroupId; readonly peerId: PeerId; readonly userId: VkUserId },
  desk: Desk,
  session: DialogueSession,
  now: Instant,
) => Promise<readonly OutgoingMessage[]>

/**
 * Reads a stored event into the message it brings or speaks of: a new or edited message, a press of a callback button
 * (no words, a payload), or words written by hand for the community (from the person who wrote them). Null when it is
 * not for us: a chat, our own words.
 */
export type ReadMessage = (event: InboxEvent) => IncomingMessage | null

/** Reads a stored event about a comment; null when it is another. */
export type ReadComment = (event: InboxEvent) => CommentEvent | null
