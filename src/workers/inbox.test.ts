import { expect, it } from 'vitest'
import { waitFor } from '../../test/support/wait-for.ts'
import { InboxWorker } from './inbox.ts'

it('looks again as soon as a rest is over that ended while it was reading', async () => {
  let isResting = true
  let looks = 0
  const handled: number[] = []
  const worker = new InboxWorker({
    handle: async () => {
      looks += 1
      const wasResting = isResting
      isResting = false
      const count = wasResting || handled.length > 0 ? 0 : 1
      if (count > 0) handled.push(performance.now())
      return count
    },
    restMs: () => (isResting ? 20 : null),
    onError: () => {},
  })
  const startedMs = performance.now()

  worker.start()
  await waitFor(() => handled.length > 0)
  await worker.stop()

  expect(looks).toBeGreaterThan(1)
  // Without hurry the next look would come after a second.
  expect((handled[0] ?? 0) - startedMs).toBeLessThan(900)
})

it('drains what rests as well', async () => {
  let restsUntilMs = performance.now() + 50
  let waiting = 3
  const worker = new InboxWorker({
    handle: async () => {
      if (waiting === 0 || performance.now() < restsUntilMs) return 0
      waiting -= 1
      restsUntilMs = performance.now() + 20
      return 1
    },
    restMs: () => (performance.now() < restsUntilMs ? restsUntilMs - performance.now() : null),
    onError: () => {},
  })

  await worker.drain()

  expect(waiting).toBe(0)
})
