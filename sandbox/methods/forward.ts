import { messageByCmid } from '../world/dialog.ts'
import type { Message } from '../world/message.ts'
import type { Call } from './call.ts'
import { isRecord, parseJson } from './json.ts'
import { integers, optionalInteger, text } from './params.ts'
import { VkError } from './vk-error.ts'

const forwardsMax = 100

export type Forwarded = { readonly reply: Message | null; readonly forwards: readonly Message[] }

/** Reads `forward` (JSON), and the older `reply_to` and `forward_messages`. */
export function readForward(call: Call): Forwarded {
  const source = text(call.params, 'forward')
  if (source !== '') return readForwardObject(call, source)
  const replyTo = optionalInteger(call.params, 'reply_to')
  const ids = integers(call.params, 'forward_messages', 1000)
  if (ids.length > forwardsMax) throw new VkError(913)
  return {
    reply: replyTo === null ? null : visible(call.community.messagesById.get(replyTo)),
    forwards: ids.map((id) => visible(call.community.messagesById.get(id))),
  }
}

function readForwardObject(call: Call, source: string): Forwarded {
  const forward = parseJson(source)
  if (!isRecord(forward)) throw new VkError(100, 'forward should be a JSON object')
  const ownerId = Number(forward['owner_id'] ?? -call.community.groupId)
  if (Math.abs(ownerId) !== call.community.groupId) throw new VkError(921)
  const cmids = numbers(forward['conversation_message_ids'] ?? forward['cmids'])
  const ids = numbers(forward['message_ids'])
  if (cmids.length + ids.length > forwardsMax) throw new VkError(913)
  const dialog = call.community.dialogs.get(Number(forward['peer_id'] ?? call.params['peer_id']))
  const messages = [
    ...cmids.map((cmid) => visible(dialog === undefined ? undefined : messageByCmid(dialog, cmid))),
    ...ids.map((id) => visible(call.community.messagesById.get(id))),
  ]
  const isReply = forward['is_reply'] === true || forward['is_reply'] === 1
  if (!isReply) return { reply: null, forwards: messages }
  const [reply, ...others] = messages
  if (reply === undefined || others.length > 0) throw new VkError(921)
  return { reply, forwards: [] }
}

function visible(message: Message | undefined): Message {
  if (message === undefined || message.deleted !== null) throw new VkError(921)
  return message
}

function numbers(value: unknown): readonly number[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.map(Number)
  return typeof value === 'string' ? value.split(',').map(Number) : [Number(value)]
}
