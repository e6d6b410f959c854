import { expect, it } from 'vitest'
import { realClock } from '../clock.ts'
import type { InboxDraft, PollAnswer, StoredPolls } from '../app/transport-ports.ts'
import { groupId } from '../domain/ids.ts'
import { createPollWriter } from './long-polls-writer.ts'

const event: InboxDraft = {
  peerId: 1,
  userId: null,
  eventId: null,
  type: 'message_new',
  cmid: null,
  body: {},
  vkAt: realClock.now(),
  parkedBecause: null,
}

const answer = (id: number, events: number): PollAnswer => ({
  groupId: groupId(id),
  kind: 'polled',
  cursor: { server: 's', key: 'k', ts: '1' },
  events: Array.from({ length: events }, () => event),
})

it('keeps nobody waiting for the flood of one community', async () => {
  let storeFlood: () => void = () => {}
  const statements: number[][] = []
  const store = createPollWriter({
    store: {
      storePolls: async (answers): Promise<StoredPolls> => {
        statements.push(answers.map((one) => one.groupId))
        if (answers.some(({ events }) => events.length > 1))
          await new Promise<void>((resolve) => {
            storeFlood = resolve
          })
        return { held: new Set(answers.map((one) => one.groupId)), eventCount: answers.length }
      },
    },
    clock: realClock,
    onStored: () => {},
  })

  const flood = store(answer(1, 1_000))
  const others = await Promise.all([store(answer(2, 1)), store(answer(3, 1))])

  expect(others).toEqual(['stored', 'stored'])
  expect(statements[0]).toEqual([1])
  storeFlood()
  expect(await flood).toBe('stored')
})
