import type { Community } from './community.ts'
import type { Keyboard } from './keyboard.ts'
import type { Message } from './message.ts'

/** May the community write to this person? The refusals carry VK's error code. */
export type Permission = 'allowed' | 'unasked' | 'denied' | 'blacklisted' | 'private'

/** A press of a callback button that waits for its answer. */
type PendingPress = { readonly eventId: string; readonly cmid: number; readonly expiresAtMs: number }

type PressAnswer = {
  readonly eventId: string
  readonly cmid: number
  readonly date: number
  readonly answer: unknown
}

export type Dialog = {
  readonly userId: number
  readonly firstCmid: number
  readonly messages: Message[]
  readonly pendingPresses: Map<string, PendingPress>
  readonly pressAnswers: PressAnswer[]
  permission: Permission | null
  keyboard: Keyboard | null
  /** Ids of the last message read by the community (in) and by the citizen (out). */
  inReadId: number
  outReadId: number
  isUnanswered: boolean
  isImportant: boolean
  typingUntilMs: number
}

/** The dialog of a community with a person; made on first need, as in VK it exists before the first message. */
export function openDialog(community: Community, userId: number, idOffset: number): Dialog {
  const known = community.dialogs.get(userId)
  if (known !== undefined) return known
  const dialog: Dialog = {
    userId,
    firstCmid: idOffset + 1,
    messages: [],
    pendingPresses: new Map(),
    pressAnswers: [],
    permission: null,
    keyboard: null,
    inReadId: 0,
    outReadId: 0,
    isUnanswered: false,
    isImportant: false,
    typingUntilMs: 0,
  }
  community.dialogs.set(userId, dialog)
  return dialog
}

export function messageByCmid(dialog: Dialog, cmid: number): Message | undefined {
  const message = dialog.messages[cmid - dialog.firstCmid]
  return message?.deleted === null ? message : undefined
}

export function nextCmid(dialog: Dialog): number {
  return dialog.firstCmid + dialog.messages.length
}

/** The last message that the community still sees. */
export function lastMessage(dialog: Dialog): Message | undefined {
  return dialog.messages.findLast((message) => message.deleted === null)
}

export function unreadCount(dialog: Dialog): number {
  let count = 0
  for (let index = dialog.messages.length - 1; index >= 0; index -= 1) {
    const message = dialog.messages[index]
    if (message === undefined || message.id <= dialog.inReadId) break
    if (message.from === 'user' && message.deleted === null) count += 1
  }
  return count
}
