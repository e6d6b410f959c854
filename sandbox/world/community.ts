import type { Comment } from './comment.ts'
import type { Dialog } from './dialog.ts'
import { defaultEventTypes } from './event-types.ts'
import { LongPollQueue } from './long-poll-queue.ts'
import type { Message } from './message.ts'
import { createRateWindow, type RateWindow } from './rate-window.ts'

export const scopes = ['messages', 'manage', 'wall', 'photos', 'docs'] as const
export type Scope = (typeof scopes)[number]
export const purposes = ['public', 'staff', 'both'] as const
/** `both` is a public page that is also the workplace of its own institution's staff. */
export type Purpose = (typeof purposes)[number]

type LongPollSettings = {
  isEnabled: boolean
  apiVersion: string
  enabledTypes: ReadonlySet<string>
}

/** A community with its one token. Mutable: it is the state of the simulated VK. */
export type Community = {
  readonly groupId: number
  readonly name: string
  readonly purpose: Purpose
  readonly institution: string
  readonly municipality: string
  readonly token: string
  readonly scopes: ReadonlySet<Scope>
  /** Replaces scheme and host of the long poll server for clients that insist on VK's own host. */
  readonly longPollBase: string | null
  readonly longPoll: LongPollQueue
  readonly longPollSettings: LongPollSettings
  readonly rate: RateWindow
  readonly dialogs: Map<number, Dialog>
  readonly messagesById: Map<number, Message>
  readonly comments: Map<number, Comment>
  readonly commentsByGuid: Map<string, Comment>
  lastMessageId: number
  lastCommentId: number
}

export type CommunityOptions = {
  readonly groupId: number
  readonly name: string
  readonly token: string
  readonly purpose?: Purpose
  readonly institution?: string
  readonly municipality?: string
  readonly scopes?: readonly Scope[]
  readonly longPollBase?: string | null
  readonly longPollKey: string
  readonly idOffset: number
  readonly historyLength: number
  readonly requestsPerSecond: number
}

export function createCommunity(options: CommunityOptions): Community {
  return {
    groupId: options.groupId,
    name: options.name,
    purpose: options.purpose ?? 'public',
    institution: options.institution ?? '',
    municipality: options.municipality ?? '',
    token: options.token,
    scopes: new Set(options.scopes ?? scopes),
    longPollBase: options.longPollBase ?? null,
    longPoll: new LongPollQueue({
      key: options.longPollKey,
      firstTs: options.idOffset + 1,
      historyLength: options.historyLength,
    }),
    longPollSettings: { isEnabled: true, apiVersion: '5.199', enabledTypes: defaultEventTypes },
    rate: createRateWindow(options.requestsPerSecond),
    dialogs: new Map(),
    messagesById: new Map(),
    comments: new Map(),
    commentsByGuid: new Map(),
    lastMessageId: options.idOffset,
    lastCommentId: options.idOffset,
  }
}
