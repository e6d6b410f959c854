/**
 * «Удалить мои данные», «Что вы обо мне знаете» (152-ФЗ, art. 14, 20, 21). What was asked is carried out by a timer, when
 * the last words about it have left; an act with counts remains. Figures stay: the event log names no citizen.
 */
import { z } from 'zod'
import type { ErasureAsked, PersonKnown } from '../domain/desk.ts'
import { type StaffId, vkUserId } from '../domain/ids.ts'
import { isOpen } from '../domain/ticket.ts'
import { addSeconds } from '../domain/time.ts'
import type { Workplace } from './desk.ts'
import type { Fired } from './fired.ts'
import { conversationKey } from './ports.ts'
import { withdrawTicket } from './withdraw-ticket.ts'

export const showPerson = ({ work, dialogue }: Workplace): Promise<PersonKnown | null> =>
  work.store.findPerson(dialogue.userId)

/** Open tickets are taken back first, so that nobody works on what will be gone. */
export async function askErasure(place: Workplace, by: StaffId | null = null): Promise<ErasureAsked> {
  const { work, dialogue } = place
  const { userId } = dialogue
  let waitedFor = 0
  for (const read of await work.store.findPersonTickets(userId)) {
    const { id, groupId, peerId } = work.latest(read)
    if (!isOpen(work.latest(read))) continue
    const key = conversationKey({ groupId, peerId, userId })
    const taken = await withdrawTicket({ ...place, dialogue: { groupId, peerId, userId, key } }, id)
    if (!taken.ok && taken.refusal.kind === 'hasFollowers') waitedFor += 1
  }
  const id = await work.store.nextErasureId()
  work.record({ type: 'erasureAsked', id, by })
  work.setTimer({
    kind: 'erasure',
    subject: String(userId),
    dueAt: addSeconds(work.now, quietSeconds),
    facts: { userId, id },
  })
  return { actId: id, waitedFor }
}

const quietSeconds = 2
const erasureFacts = z.object({ userId: z.number().transform(vkUserId), id: z.number() })

export async function erasePerson({ work, timer }: Fired): Promise<void> {
  const { userId, id } = erasureFacts.parse(timer.facts)
  if (await work.store.isSpokenTo(userId)) {
    work.setTimer({ ...timer, dueAt: addSeconds(work.now, quietSeconds) })
    return
  }
  work.record({ type: 'personErased', userId, id })
}
