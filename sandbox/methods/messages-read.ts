import { lastMessage, messageByCmid, type Dialog } from '../world/dialog.ts'
import { messageObject } from '../world/message-object.ts'
import type { Message } from '../world/message.ts'
import type { Call } from './call.ts'
import { conversationObject, isUnread } from './conversation-object.ts'
import { boundedInteger, flag, integer, integers, optionalInteger, requiredInteger, text } from './params.ts'
import { groupObject, personObject } from './profiles.ts'
import { VkError } from './vk-error.ts'

const pageBounds = { min: 0, max: 200, ifAbsent: 20 }

const conversationFilters: Readonly<Record<string, (dialog: Dialog) => boolean>> = {
  all: () => true,
  unread: isUnread,
  unanswered: (dialog) => dialog.isUnanswered,
  important: (dialog) => dialog.isImportant,
}

/** messages.getConversations: the latest first. */
export function getConversations(call: Call): unknown {
  const { community, params, world } = call
  const count = boundedInteger(params, 'count', pageBounds)
  const offset = integer(params, 'offset', 0)
  const startId = integer(params, 'start_message_id', Number.POSITIVE_INFINITY)
  const filter = conversationFilters[text(params, 'filter') || 'all']
  if (filter === undefined) throw new VkError(100, 'filter is invalid')
  const found = [...community.dialogs.values()]
    .flatMap((dialog) => {
      const last = lastMessage(dialog)
      return last === undefined || !filter(dialog) ? [] : [{ dialog, last }]
    })
    .sort((one, other) => other.last.id - one.last.id)
  const from = found.findIndex(({ last }) => last.id <= startId)
  const page = from < 0 ? [] : found.slice(from + offset, from + offset + count)
  const unread = [...community.dialogs.values()].filter(isUnread).length
  return {
    count: found.length,
    ...(unread > 0 ? { unread_count: unread } : {}),
    items: page.map(({ dialog, last }) => ({
      conversation: conversationObject(call, dialog),
      last_message: messageObject(world, community, last),
    })),
    ...extended(
      call,
      page.map(({ dialog }) => dialog.userId),
    ),
  }
}

export function getConversationsById(call: Call): unknown {
  const peerIds = integers(call.params, 'peer_ids', 100)
  if (peerIds.length === 0) throw new VkError(100, 'peer_ids is undefined')
  const dialogs = peerIds.flatMap((peerId) => call.community.dialogs.get(peerId) ?? [])
  return {
    count: dialogs.length,
    items: dialogs.map((dialog) => conversationObject(call, dialog)),
    ...extended(
      call,
      dialogs.map((dialog) => dialog.userId),
    ),
  }
}

/** messages.getHistory: the latest first, or with rev=1 in the order of writing; from start_message_id where given. */
export function getHistory(call: Call): unknown {
  const { community, params } = call
  const peerId = optionalInteger(params, 'peer_id') ?? optionalInteger(params, 'user_id')
  if (peerId === null) throw new VkError(100, 'peer_id is undefined')
  const count = boundedInteger(params, 'count', pageBounds)
  const offset = integer(params, 'offset', 0)
  const startId = integer(params, 'start_message_id', 0)
  const isForward = flag(params, 'rev')
  const dialog = community.dialogs.get(peerId)
  const visible = (dialog?.messages ?? []).filter((message) => message.deleted === null)
  const ordered = isForward ? visible : visible.toReversed()
  const start = startId > 0 ? firstFrom(ordered, startId, isForward) : 0
  const begin = Math.max(0, start + offset)
  const page = ordered.slice(begin, begin + count)
  return {
    count: visible.length,
    items: page.map((message) => messageObject(call.world, community, message)),
    ...extended(call, [peerId]),
    ...(flag(params, 'extended') && dialog !== undefined
      ? { conversations: [conversationObject(call, dialog)] }
      : {}),
  }
}

function firstFrom(ordered: readonly Message[], startId: number, isForward: boolean): number {
  const index = ordered.findIndex((message) => (isForward ? message.id >= startId : message.id <= startId))
  return index < 0 ? ordered.length : index
}

export function getById(call: Call): unknown {
  const ids = integers(call.params, 'message_ids', 100)
  const cmids = integers(call.params, 'cmids', 100)
  if (ids.length === 0 && cmids.length === 0) throw new VkError(100, 'message_ids is undefined')
  if (ids.length === 0) return messagesOf(call, byCmids(call, cmids))
  const messages = ids.flatMap((id) => call.community.messagesById.get(id) ?? [])
  return messagesOf(
    call,
    messages.filter((message) => message.deleted === null),
  )
}

export function getByConversationMessageId(call: Call): unknown {
  const cmids = integers(call.params, 'conversation_message_ids', 100)
  if (cmids.length === 0) throw new VkError(100, 'conversation_message_ids is undefined')
  return messagesOf(call, byCmids(call, cmids))
}

function byCmids(call: Call, cmids: readonly number[]): readonly Message[] {
  const dialog = call.community.dialogs.get(requiredInteger(call.params, 'peer_id'))
  return dialog === undefined ? [] : cmids.flatMap((cmid) => messageByCmid(dialog, cmid) ?? [])
}

function messagesOf(call: Call, messages: readonly Message[]): unknown {
  return {
    count: messages.length,
    items: messages.map((message) => messageObject(call.world, call.community, message)),
    ...extended(
      call,
      messages.map((message) => message.userId),
    ),
  }
}

function extended(call: Call, userIds: readonly number[]): Record<string, unknown> {
  if (!flag(call.params, 'extended')) return {}
  const people = [...new Set(userIds)].flatMap((userId) => call.world.people.get(userId) ?? [])
  return { profiles: people.map(personObject), groups: [groupObject(call.community)] }
}
