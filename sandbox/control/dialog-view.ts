import { z } from 'zod'
import type { Dialog } from '../world/dialog.ts'
import type { Message } from '../world/message.ts'
import { readByUser } from '../world/write-message.ts'
import { nowMs, permissionOf, type World } from '../world/world.ts'
import { findDialog, findPerson, pairShape, userId } from './find.ts'
import { parseInput } from './refusal.ts'

const dialogQuery = z.object({ ...pairShape, afterCmid: z.coerce.number().int().min(0).default(0) })

/** A dialog as the person sees it: texts are not escaped, what the community deleted only for itself stays. */
export function showDialog(world: World, query: unknown): unknown {
  const asked = parseInput(dialogQuery, query)
  const { community, dialog } = findDialog(world, asked)
  readByUser(world, community, dialog)
  const skipped = Math.max(0, asked.afterCmid - dialog.firstCmid + 1)
  return {
    messages: dialog.messages.slice(skipped).filter(isSeenByUser).map(messageView),
    ...(dialog.keyboard === null ? {} : { keyboard: dialog.keyboard }),
    canWrite: permissionOf(world, community, asked.userId) === 'allowed',
    isTyping: dialog.typingUntilMs > nowMs(world),
    eventAnswers: dialog.pressAnswers,
  }
}

function isSeenByUser(message: Message): boolean {
  return message.deleted !== 'all'
}

function messageView(message: Message): Record<string, unknown> {
  return {
    cmid: message.cmid,
    from: message.from,
    text: message.text,
    attachments: message.attachments,
    date: message.date,
    ...(message.keyboard === null ? {} : { keyboard: message.keyboard }),
    ...(message.editedAt === null ? {} : { edited: true }),
    ...(message.geo === null ? {} : { geo: message.geo }),
    ...(message.payload === null ? {} : { payload: message.payload }),
    ...(message.adminAuthorId === null ? {} : { adminUserId: message.adminAuthorId }),
    ...(message.reply === null ? {} : { replyTo: quote(message.reply) }),
    ...(message.forwards.length === 0 ? {} : { forwards: message.forwards.map(quote) }),
    ...(message.template === null ? {} : { template: message.template }),
  }
}

function quote(message: Message): Record<string, unknown> {
  return { cmid: message.cmid, text: message.text, from: message.from }
}

const dialogsQuery = z.object({ userId })

/** A person's list of dialogs, the latest first. */
export function showDialogs(world: World, query: unknown): unknown {
  const asked = parseInput(dialogsQuery, query)
  findPerson(world, asked.userId)
  const dialogs = [...world.communities.values()].flatMap(({ groupId, dialogs }) => {
    const last = lastSeen(dialogs.get(asked.userId))
    if (last === undefined) return []
    const lastMessage = { text: last.text, date: last.date, from: last.from }
    return [{ groupId, lastMessage, cmid: last.cmid }]
  })
  return { dialogs: dialogs.sort((one, other) => other.lastMessage.date - one.lastMessage.date) }
}

function lastSeen(dialog: Dialog | undefined): Message | undefined {
  return dialog?.messages.findLast(isSeenByUser)
}
