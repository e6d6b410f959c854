/** What follows from one event of VK; the caller marks it done. */
import type { IncomingMessage } from '../domain/message.ts'
import { vkUserId } from '../domain/ids.ts'
import { type Workplace, createDesk } from './desk.ts'
import type { EventHandling } from './handle-events.ts'
import { hearComment } from './hear-comment.ts'
import { leaveToOperator, noteByHand } from './note-by-hand.ts'
import { noteDialogue } from './note-dialogue.ts'
import { noteEdit } from './note-edit.ts'
import { outboxDrafts } from './outgoing.ts'
import { type InboxEvent, conversationKey } from './ports.ts'
import type { LoadedRegion } from './regions.ts'
import { watchDraft } from './register-draft.ts'
import { sessionOf } from './session-of.ts'
import { sharedWork } from './shared-work.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Where events are decided: one unit of work, one picture of the region. */
export interface Hearing {
  readonly handling: EventHandling
  readonly region: LoadedRegion
  readonly work: UnitOfWork
}

export async function handleEvent(hearing: Hearing, event: InboxEvent): Promise<void> {
  const { handling, work } = hearing
  switch (event.type) {
    case 'message_new':
    case 'message_event':
    case 'message_edit':
    case 'message_reply': {
      const message = handling.readMessage(event)
      if (message !== null) await handleMessage(hearing, event, message)
      return
    }
    case 'message_allow':
    case 'message_deny':
      if (event.userId !== null)
        work.rememberCitizen(event.userId, event.type === 'message_deny' ? event.vkAt : null)
      return
    default:
      return handleComment(hearing, event)
  }
}

/** Anything else was kept, and nothing follows. */
async function handleComment(hearing: Hearing, event: InboxEvent): Promise<void> {
  const heard = hearing.handling.readComment(event)
  if (heard === null || event.userId === null) return
  await hearComment(workplace(hearing, { ...event, userId: event.userId }), heard)
}

/** `event` is the first when several messages are read as one. */
export async function handleMessage(
  hearing: Hearing,
  event: InboxEvent,
  message: IncomingMessage,
): Promise<void> {
  const { handling, work } = hearing
  const place = workplaceOf(hearing, event, message)
  if (event.type === 'message_reply') return noteByHand(place, message)
  const { key } = place.dialogue
  if (!work.isCitizenKnown(key)) work.rememberCitizen(vkUserId(message.userId), null)
  if (event.type === 'message_edit') return noteEdit(place, message)
  if (await leaveToOperator(place, message)) return
  const before = work.session(key)
  const openBefore = work.openTickets(key, place.dialogue).length
  const said = await handling.converse(message, createDesk(place), sessionOf(work, key), work.now)
  watchDraft(work, message, before)
  const isOpened = work.openTickets(key, place.dialogue).length > openBefore
  noteDialogue(work, message, { before, after: work.session(key), isOpened })
  for (const draft of said.flatMap((outgoing) => outboxDrafts(message, outgoing))) work.send(draft)
}

/** Words written by hand belong to the dialogue of the citizen, whoever wrote them. */
export const workplaceOf = (
  hearing: Hearing,
  event: InboxEvent,
  { groupId, peerId, userId }: IncomingMessage,
): Workplace => workplace(hearing, { groupId, peerId, userId: event.userId ?? userId })

function workplace(
  { handling, region, work }: Hearing,
  { groupId, peerId, userId }: Omit<Workplace['dialogue'], 'key'>,
): Workplace {
  const dialogue = { groupId, peerId, userId, key: conversationKey({ groupId, peerId, userId }) }
  const { understand } = region
  return { ...sharedWork(handling), work, region, understand, dialogue }
}
