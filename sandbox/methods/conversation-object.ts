import { lastMessage, unreadCount, type Dialog } from '../world/dialog.ts'
import { permissionOf } from '../world/world.ts'
import type { Call } from './call.ts'

export function isUnread(dialog: Dialog): boolean {
  return unreadCount(dialog) > 0
}

/** A conversation as VK shows it (`messages_conversation` of 5.199). */
export function conversationObject(call: Call, dialog: Dialog): Record<string, unknown> {
  const last = lastMessage(dialog)
  const unread = unreadCount(dialog)
  const isAllowed = permissionOf(call.world, call.community, dialog.userId) === 'allowed'
  return {
    peer: { id: dialog.userId, type: 'user', local_id: dialog.userId },
    version: last?.version ?? 0,
    last_message_id: last?.id ?? 0,
    last_conversation_message_id: last?.cmid ?? 0,
    in_read: dialog.inReadId,
    out_read: dialog.outReadId,
    sort_id: { major_id: 0, minor_id: last?.id ?? 0 },
    is_marked_unread: false,
    important: dialog.isImportant,
    unanswered: dialog.isUnanswered,
    can_write: isAllowed ? { allowed: true } : { allowed: false, reason: 901 },
    ...(unread > 0 ? { unread_count: unread } : {}),
    ...(dialog.keyboard === null ? {} : { current_keyboard: dialog.keyboard }),
  }
}
