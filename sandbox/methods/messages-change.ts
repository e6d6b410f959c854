import { messageByCmid, type Dialog } from '../world/dialog.ts'
import { emit } from '../world/events.ts'
import { messageObject } from '../world/message-object.ts'
import type { Message } from '../world/message.ts'
import { noteChange, nowSeconds } from '../world/world.ts'
import type { Call } from './call.ts'
import { readContent } from './messages-send.ts'
import { flag, integers, optionalInteger, requiredInteger } from './params.ts'
import { VkError } from './vk-error.ts'

const editSeconds = 24 * 3600

/** messages.edit. What is not given again is gone: text, attachments and keyboard, as in VK. */
export function editMessage(call: Call): unknown {
  const { world, community, params } = call
  const message = findMessage(call, requiredInteger(params, 'peer_id'))
  if (message.from !== 'community') throw new VkError(920)
  if (nowSeconds(world) - message.date > editSeconds) throw new VkError(909)
  const content = readContent(call)
  message.text = content.text
  message.attachments = content.attachments
  if (!flag(params, 'keep_forward_messages')) message.forwards = content.forwards
  message.keyboard = content.keyboard?.inline === true ? content.keyboard : null
  message.template = content.template
  message.editedAt = nowSeconds(world)
  world.lastMessageVersion += 1
  message.version = world.lastMessageVersion
  emit(world, community, 'message_edit', messageObject(world, community, message))
  noteChange(world, { groupId: community.groupId, userId: message.userId })
  return 1
}

/** `cmid` since 5.199, `conversation_message_id` before, or the community's own message_id. */
function findMessage(call: Call, peerId: number): Message {
  const cmid = optionalInteger(call.params, 'cmid') ?? optionalInteger(call.params, 'conversation_message_id')
  const id = optionalInteger(call.params, 'message_id')
  const dialog = call.community.dialogs.get(peerId)
  const byCmid = cmid === null || dialog === undefined ? undefined : messageByCmid(dialog, cmid)
  const message = byCmid ?? (id === null ? undefined : call.community.messagesById.get(id))
  if (message === undefined || message.deleted !== null || message.userId !== peerId) {
    throw new VkError(
      100,
      cmid === null && id === null ? 'message_id or cmid is undefined' : 'message not found',
    )
  }
  return message
}

/** messages.delete answers for each message by itself. */
export function deleteMessages(call: Call): unknown {
  const { community, params } = call
  const cmids = integers(params, 'cmids', 100)
  const forAll = flag(params, 'delete_for_all')
  if (cmids.length > 0) {
    const peerId = requiredInteger(params, 'peer_id')
    const dialog = community.dialogs.get(peerId)
    return cmids.map((cmid) => ({
      peer_id: peerId,
      conversation_message_id: cmid,
      ...deleteOne(call, dialog === undefined ? undefined : messageByCmid(dialog, cmid), forAll),
    }))
  }
  const ids = integers(params, 'message_ids', 1000)
  if (ids.length === 0) throw new VkError(100, 'message_ids is undefined')
  return ids.map((id) => ({ message_id: id, ...deleteOne(call, community.messagesById.get(id), forAll) }))
}

function deleteOne(call: Call, message: Message | undefined, forAll: boolean): Record<string, unknown> {
  if (message === undefined || message.deleted !== null) {
    return { response: 0, error: { code: 100, description: 'message not found' } }
  }
  const isTooLate = message.from !== 'community' || nowSeconds(call.world) - message.date > editSeconds
  if (forAll && isTooLate) {
    const { code, message: description } = new VkError(924)
    return { response: 0, error: { code, description } }
  }
  message.deleted = forAll ? 'all' : 'self'
  noteChange(call.world, { groupId: call.community.groupId, userId: message.userId })
  return { response: 1 }
}

/** messages.markAsRead: up to a message, or the whole conversation. */
export function markAsRead(call: Call): unknown {
  const { params, community } = call
  const peerId = optionalInteger(params, 'peer_id')
  const ids = integers(params, 'message_ids', 1000)
  if (peerId === null) {
    if (ids.length === 0) throw new VkError(100, 'peer_id is undefined')
    for (const id of ids) readUpTo(community.dialogs.get(community.messagesById.get(id)?.userId ?? 0), id)
    return 1
  }
  const dialog = community.dialogs.get(peerId)
  if (dialog === undefined) return 1
  const cmid = optionalInteger(params, 'up_to_cmid') ?? optionalInteger(params, 'start_cmid')
  const upToId =
    cmid === null ? optionalInteger(params, 'start_message_id') : (messageByCmid(dialog, cmid)?.id ?? null)
  readUpTo(dialog, upToId ?? dialog.messages.at(-1)?.id ?? 0)
  return 1
}

function readUpTo(dialog: Dialog | undefined, id: number): void {
  if (dialog !== undefined) dialog.inReadId = Math.max(dialog.inReadId, id)
}

export function markAsAnswered(call: Call): unknown {
  const dialog = call.community.dialogs.get(requiredInteger(call.params, 'peer_id'))
  if (dialog !== undefined) dialog.isUnanswered = !flag(call.params, 'answered', true)
  return 1
}

export function markAsImportant(call: Call): unknown {
  const dialog = call.community.dialogs.get(requiredInteger(call.params, 'peer_id'))
  if (dialog !== undefined) dialog.isImportant = flag(call.params, 'important', true)
  return 1
}
