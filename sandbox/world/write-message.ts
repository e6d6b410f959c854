import type { Community } from './community.ts'
import { nextCmid, openDialog, type Dialog } from './dialog.ts'
import { emit } from './events.ts'
import type { Keyboard } from './keyboard.ts'
import { messageObject } from './message-object.ts'
import type { Attachment, Geo, Message } from './message.ts'
import { allow } from './permission.ts'
import { noteChange, nowSeconds, type World } from './world.ts'

export type Written = {
  readonly text: string
  readonly attachments?: readonly Attachment[]
  readonly forwards?: readonly Message[]
  readonly reply?: Message | null
  readonly payload?: string | null
  readonly geo?: Geo | null
  readonly ref?: string | null
  readonly randomId?: number
  readonly adminAuthorId?: number | null
  readonly keyboard?: Keyboard | null
  readonly template?: string | null
}

/** Message_new changed its shape in this version: before it the object is the message itself. */
const firstVersionWithClient = 103

/** A person writes to the community: it may answer from now on. */
export function writeFromUser(
  world: World,
  community: Community,
  userId: number,
  written: Written,
): { readonly message: Message; readonly eventId: string | null } {
  allow(world, community, userId)
  const dialog = openDialog(community, userId, world.options.idOffset)
  const message = append(world, community, dialog, 'user', written)
  dialog.isUnanswered = true
  readByUser(world, community, dialog)
  const object = croppedObject(world, community, messageObject(world, community, message))
  const isFlat = Number(community.longPollSettings.apiVersion.split('.')[1]) < firstVersionWithClient
  const eventId = emit(
    world,
    community,
    'message_new',
    isFlat ? object : { message: object, client_info: clientInfo },
  )
  noteChange(world, { groupId: community.groupId, userId })
  return { message, eventId }
}

/** VK cuts an event that is too big down to one attachment and one forwarded message; here a fault asks for it. */
function croppedObject(
  world: World,
  community: Community,
  object: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (world.faults.take('event', { groupId: community.groupId, method: 'message_new' }) === null)
    return object
  const { attachments, fwd_messages: forwards } = object
  return { ...object, attachments: firstOf(attachments), fwd_messages: firstOf(forwards), is_cropped: true }
}

function firstOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list.slice(0, 1) : []
}

/** The community writes, through the API or by a person in VK's own interface. Permission is the caller's matter. */
export function writeFromCommunity(
  world: World,
  community: Community,
  userId: number,
  written: Written,
): Message {
  const dialog = openDialog(community, userId, world.options.idOffset)
  const message = append(world, community, dialog, 'community', written)
  dialog.isUnanswered = false
  dialog.typingUntilMs = 0
  emit(world, community, 'message_reply', messageObject(world, community, message))
  noteChange(world, { groupId: community.groupId, userId })
  return message
}

function append(
  world: World,
  community: Community,
  dialog: Dialog,
  from: Message['from'],
  written: Written,
): Message {
  community.lastMessageId += 1
  world.lastMessageVersion += 1
  const message: Message = {
    id: community.lastMessageId,
    cmid: nextCmid(dialog),
    userId: dialog.userId,
    from,
    date: nowSeconds(world),
    randomId: written.randomId ?? 0,
    adminAuthorId: written.adminAuthorId ?? null,
    payload: written.payload ?? null,
    geo: written.geo ?? null,
    ref: written.ref ?? null,
    reply: written.reply ?? null,
    text: written.text,
    attachments: written.attachments ?? [],
    forwards: written.forwards ?? [],
    keyboard: written.keyboard?.inline === true ? written.keyboard : null,
    template: written.template ?? null,
    editedAt: null,
    deleted: null,
    version: world.lastMessageVersion,
  }
  dialog.messages.push(message)
  community.messagesById.set(message.id, message)
  if (written.keyboard?.inline === false) {
    dialog.keyboard = written.keyboard.buttons.length === 0 ? null : written.keyboard
  }
  return message
}

/** Whoever writes has seen what was above. */
export function readByUser(world: World, community: Community, dialog: Dialog): void {
  const seen = dialog.messages.findLast((message) => message.from === 'community')
  if (seen === undefined || seen.id <= dialog.outReadId) return
  dialog.outReadId = seen.id
  emit(world, community, 'message_read', {
    from_id: dialog.userId,
    peer_id: dialog.userId,
    read_message_id: seen.id,
    conversation_message_id: seen.cmid,
  })
}

const clientInfo = {
  button_actions: [
    'text',
    'vkpay',
    'open_app',
    'location',
    'open_link',
    'open_photo',
    'callback',
    'intent_subscribe',
    'intent_unsubscribe',
  ],
  keyboard: true,
  inline_keyboard: true,
  carousel: true,
  lang_id: 0,
}
