/** A question that was left unfinished a day ago is registered as it is; the person is told once and asked nothing. */
import { z } from 'zod'
import { groupId, peerId, vkUserId } from '../domain/ids.ts'
import type { IncomingMessage } from '../domain/message.ts'
import { addSeconds } from '../domain/time.ts'
import { createDesk } from './desk.ts'
import { type Fired, placeOf } from './fired.ts'
import { noteExpired } from './note-dialogue.ts'
import { outboxDrafts } from './outgoing.ts'
import { conversationKey, type JsonObject } from './ports.ts'
import { sessionOf } from './session-of.ts'
import type { UnitOfWork } from './unit-of-work.ts'

const dayMinuteSeconds = 24 * 3600 + 60
const scenesWithWords: ReadonlySet<unknown> = new Set(['question', 'follow-up'])

/** Called after every message: a dialogue with words at stake is looked at a day after the last of them. */
export function watchDraft(work: UnitOfWork, message: IncomingMessage, before: JsonObject | null): void {
  const key = conversationKey(message)
  const isWaiting = hasWords(work.session(key))
  if (!isWaiting && !hasWords(before)) return
  const { groupId: group, peerId: peer, userId } = message
  work.setTimer({
    kind: 'draft',
    subject: key,
    dueAt: isWaiting ? addSeconds(work.now, dayMinuteSeconds) : null,
    facts: { groupId: group, peerId: peer, userId },
  })
}

export async function registerDraft(fired: Fired): Promise<void> {
  const { work, firing, timer } = fired
  const person = readPerson(timer.facts)
  if (person === null) return
  const { key } = placeOf(fired, person).dialogue
  const desk = createDesk(placeOf(fired, person))
  const before = work.session(key)
  const said = await firing.expire(person, desk, sessionOf(work, key), work.now)
  for (const draft of said.flatMap((outgoing) => outboxDrafts(person, outgoing))) work.send(draft)
  if (said.length === 0) noteExpired(work, person.groupId, before)
}

const personFacts = z.object({
  groupId: z.number().transform(groupId),
  peerId: z.number().transform(peerId),
  userId: z.number().transform(vkUserId),
})

export function readPerson(facts: unknown): z.output<typeof personFacts> | null {
  const parsed = personFacts.safeParse(facts)
  return parsed.success ? parsed.data : null
}

function hasWords(session: JsonObject | null): boolean {
  const scene = session?.['__scene']
  return (
    typeof scene === 'object' && scene !== null && 'current' in scene && scenesWithWords.has(scene['current'])
  )
}
