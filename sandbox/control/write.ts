import { z } from 'zod'
import { messageByCmid } from '../world/dialog.ts'
import { writeFromCommunity, writeFromUser } from '../world/write-message.ts'
import { permissionOf, type World } from '../world/world.ts'
import { cmid, findDialog, pairShape, userId } from './find.ts'
import { ControlRefusal, parseInput } from './refusal.ts'

const geo = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
const attachment = z.looseObject({ type: z.string().min(1) })

const userMessage = z.object({
  ...pairShape,
  text: z.string().default(''),
  /** JSON text, as a button's payload; any other JSON value is written down as text. */
  payload: z.json().optional(),
  attachments: z.array(attachment).default([]),
  geo: geo.optional(),
  replyToCmid: cmid.optional(),
  /** From a link vk.me/…?ref=… */
  ref: z.string().optional(),
})

/** A person writes to a community. */
export function writeMessage(world: World, body: unknown): unknown {
  const written = parseInput(userMessage, body)
  const { community, dialog } = findDialog(world, written)
  if (permissionOf(world, community, written.userId) === 'blacklisted') {
    throw new ControlRefusal('Сообщество добавило этого пользователя в чёрный список: он не может писать.')
  }
  if (written.text.trim() === '' && written.attachments.length === 0 && written.geo === undefined) {
    throw new ControlRefusal('Поле text: в сообщении нет ни текста, ни вложений.')
  }
  const reply = written.replyToCmid === undefined ? null : messageByCmid(dialog, written.replyToCmid)
  if (reply === undefined) throw new ControlRefusal(`Поле replyToCmid: нет сообщения ${written.replyToCmid}.`)
  const { message, eventId } = writeFromUser(world, community, written.userId, {
    text: written.text,
    attachments: written.attachments,
    reply,
    payload: payloadText(written.payload),
    geo: written.geo ?? null,
    ref: written.ref ?? null,
  })
  return { cmid: message.cmid, eventId }
}

function payloadText(payload: unknown): string | null {
  if (payload === undefined) return null
  return typeof payload === 'string' ? payload : JSON.stringify(payload)
}

const adminReply = z.object({ ...pairShape, adminUserId: userId, text: z.string().trim().min(1) })

/** A person of the community answers by hand in VK's own interface. */
export function writeReply(world: World, body: unknown): unknown {
  const reply = parseInput(adminReply, body)
  const { community } = findDialog(world, reply)
  if (permissionOf(world, community, reply.userId) !== 'allowed') {
    throw new ControlRefusal('Пользователь не разрешал этому сообществу писать ему.')
  }
  const message = writeFromCommunity(world, community, reply.userId, {
    text: reply.text,
    adminAuthorId: reply.adminUserId,
  })
  return { cmid: message.cmid }
}
