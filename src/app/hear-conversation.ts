/** Events of one citizen's conversation, in order; words sent in a row are read as one message. */
import { type Hearing, handleEvent, handleMessage, workplaceOf } from './handle-event.ts'
import { type InboxEvent, conversationKey } from './ports.ts'
import { type Part, mayBePart, readTogether, waitsUntil } from './words-in-a-row.ts'

export async function hearConversation(hearing: Hearing, events: readonly InboxEvent[]): Promise<void> {
  let row: Part[] = []
  for (const event of events) {
    const part = partOf(hearing, event)
    if (part !== null) {
      row.push(part)
      continue
    }
    await hearRow(hearing, row)
    row = []
    if (event.type === 'message_new') hearing.handling.recentWords.forget(conversationKey(event))
    await handleEvent(hearing, event)
    hearing.work.done(event.id)
  }
  await hearOrWait(hearing, row)
}

async function hearOrWait(hearing: Hearing, row: readonly Part[]): Promise<void> {
  const { handling, work } = hearing
  const [first] = row
  if (first === undefined) return
  const { silenceSeconds, recentWords } = handling
  const hasSpoken = recentWords.wasWithin(conversationKey(first.event), silenceSeconds, work.now)
  const place = workplaceOf(hearing, first.event, first.message)
  const until = waitsUntil(place, row, { silenceSeconds, hasSpoken })
  if (until === null) return hearRow(hearing, row)
  for (const { event } of row) {
    if (event.waitsUntil === null || !event.waitsUntil.equals(until)) work.wait({ id: event.id, until })
  }
}

function partOf(hearing: Hearing, event: InboxEvent): Part | null {
  const { handling } = hearing
  if (event.type !== 'message_new' || handling.silenceSeconds === 0) return null
  const message = handling.readMessage(event)
  if (message === null || !mayBePart(workplaceOf(hearing, event, message), message)) return null
  return { event, message }
}

async function hearRow(hearing: Hearing, row: readonly Part[]): Promise<void> {
  const { handling, work } = hearing
  const message = readTogether(row)
  const [first] = row
  if (message === null || first === undefined) return
  await handleMessage(hearing, first.event, message)
  handling.recentWords.note(conversationKey(first.event), work.now)
  for (const { event } of row) work.done(event.id)
}
