import type { Dialog } from '../world/dialog.ts'
import type { Keyboard } from '../world/keyboard.ts'
import type { Geo, Message } from '../world/message.ts'
import { writeFromCommunity } from '../world/write-message.ts'
import { nowSeconds } from '../world/world.ts'
import { resolveAttachments } from './attachments.ts'
import type { Call } from './call.ts'
import { readForward } from './forward.ts'
import { isRecord, parseJson } from './json.ts'
import { parseKeyboard } from './keyboard-rules.ts'
import { requiredText, text } from './params.ts'
import { readRecipients, refusalToWrite } from './recipients.ts'
import { VkError } from './vk-error.ts'

const textMax = 4096
const payloadMax = 1000
const repeatSeconds = 3600
const repeatMessages = 100
const firstVersionWithCmid = 124

export type Content = {
  readonly text: string
  readonly attachments: Message['attachments']
  readonly reply: Message | null
  readonly forwards: readonly Message[]
  readonly geo: Geo | null
  readonly keyboard: Keyboard | null
  readonly template: string | null
  readonly payload: string | null
}

/** messages.send: the answer is an id for one peer, and a list with refusals inside it for `peer_ids`. */
export function sendMessage(call: Call): unknown {
  const recipients = readRecipients(call)
  const randomId = readRandomId(call)
  const content = readContent(call)
  if (recipients.form === 'many')
    return recipients.peerIds.map((peerId) => sendToEach(call, peerId, randomId, content))
  const [peerId = 0] = recipients.peerIds
  const refusal = refusalToWrite(call, peerId)
  if (refusal !== null) throw refusal
  return deliver(call, peerId, randomId, content).id
}

function sendToEach(call: Call, peerId: number, randomId: number, content: Content): unknown {
  const refusal = refusalToWrite(call, peerId)
  if (refusal !== null) {
    const error = { code: refusal.code, description: refusal.message }
    return { peer_id: peerId, message_id: 0, conversation_message_id: 0, error }
  }
  const message = deliver(call, peerId, randomId, content)
  return {
    peer_id: peerId,
    message_id: message.id,
    ...(call.version >= firstVersionWithCmid ? { conversation_message_id: message.cmid } : {}),
  }
}

function deliver(call: Call, peerId: number, randomId: number, content: Content): Message {
  const dialog = call.community.dialogs.get(peerId)
  const earlier = dialog === undefined ? undefined : findRepeat(call, dialog, randomId)
  return earlier ?? writeFromCommunity(call.world, call.community, peerId, { ...content, randomId })
}

/** A repeat is recognised in the same dialogue, within an hour, among its last hundred messages. */
function findRepeat(call: Call, dialog: Dialog, randomId: number): Message | undefined {
  if (randomId === 0) return undefined
  const since = nowSeconds(call.world) - repeatSeconds
  const first = Math.max(0, dialog.messages.length - repeatMessages)
  for (let index = dialog.messages.length - 1; index >= first; index -= 1) {
    const message = dialog.messages[index]
    if (message === undefined || message.date < since) return undefined
    if (message.from === 'community' && message.randomId === randomId) return message
  }
  return undefined
}

/** VK keeps 32 bits; clients that send more get what is left of their number. */
function readRandomId(call: Call): number {
  const source = text(call.params, 'random_id').trim()
  if (source === '') throw new VkError(100, 'random_id is a required parameter')
  if (!/^-?\d{1,30}$/.test(source)) throw new VkError(100, 'random_id should be integer')
  return source.length < 10 ? Number(source) : Number(BigInt.asIntN(32, BigInt(source)))
}

/** What a message consists of; messages.edit shares it. */
export function readContent(call: Call): Content {
  const { params, community, world } = call
  const message = text(params, 'message')
  if (message.length > textMax) throw new VkError(914)
  const keyboardSource = text(params, 'keyboard')
  const templateSource = text(params, 'template')
  const payload = text(params, 'payload')
  if (payload.length > payloadMax) throw new VkError(100, 'payload is too long')
  const content = {
    text: message,
    attachments: resolveAttachments(world, text(params, 'attachment')),
    ...readForward(call),
    geo: readGeo(call),
    keyboard: keyboardSource === '' ? null : parseKeyboard(keyboardSource, community.groupId),
    template: templateSource === '' ? null : readTemplate(templateSource),
    payload: payload === '' ? null : payload,
  }
  if (isEmpty(content) && text(params, 'sticker_id') === '')
    throw new VkError(100, 'message is empty or invalid')
  return content
}

function isEmpty(content: Content): boolean {
  const hasText = content.text.trim() !== ''
  return !hasText && content.attachments.length === 0 && content.forwards.length === 0 && content.geo === null
}

function readGeo(call: Call): Geo | null {
  if (text(call.params, 'lat') === '' && text(call.params, 'long') === '') return null
  const latitude = Number(requiredText(call.params, 'lat'))
  const longitude = Number(requiredText(call.params, 'long'))
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
    throw new VkError(100, 'lat or long is invalid')
  return { latitude, longitude }
}

const carouselElementsMax = 10

function readTemplate(source: string): string {
  const template = parseJson(source)
  const elements = isRecord(template) && template['type'] === 'carousel' ? template['elements'] : undefined
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > carouselElementsMax) {
    throw new VkError(100, 'template is invalid')
  }
  return source
}
