import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TokenRate } from './api-rate.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const nowMs = (): number => performance.now()
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Request {
  /** After the one before it. */
  readonly pauseMs: number
  /** From its start to its arrival at VK, and from there back. */
  readonly wayMs: number
}

/** Starts and arrivals of requests, in the order in which they were asked for. */
async function play(requests: readonly Request[]) {
  const rate = new TokenRate(nowMs)
  const starts: number[] = []
  const arrivals: number[] = []
  const send = async ({ wayMs }: Request): Promise<void> => {
    const release = await rate.take('token')
    starts.push(nowMs())
    await wait(wayMs)
    arrivals.push(nowMs())
    await wait(wayMs)
    release()
  }
  const sending: Promise<void>[] = []
  for (const request of requests) {
    await vi.advanceTimersByTimeAsync(request.pauseMs)
    sending.push(send(request))
  }
  await vi.runAllTimersAsync()
  await Promise.all(sending)
  return { starts, arrivals: arrivals.toSorted((left, right) => left - right) }
}

it('lets at most 20 requests of a token arrive in any second, however long each was on its way', async () => {
  const request = fc.record({
    pauseMs: fc.integer({ min: 0, max: 150 }),
    wayMs: fc.integer({ min: 0, max: 400 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 90 }), async (requests) => {
      const { starts, arrivals } = await play(requests)

      const spans = arrivals.slice(20).map((arrivalMs, index) => arrivalMs - (arrivals[index] ?? 0))
      expect(spans.every((span) => span > 1_000)).toBe(true)
      expect(arrivals.length).toBe(requests.length)
      expect(starts.toSorted((left, right) => left - right)).toEqual(starts)
    }),
    { numRuns: 60 },
  )
})

it('uses the whole rate when answers come at once', async () => {
  const { starts } = await play(Array.from({ length: 100 }, () => ({ pauseMs: 0, wayMs: 1 })))

  expect((starts[99] ?? 0) - (starts[0] ?? 0)).toBeLessThan(4_200)
})

it('lets a burst of 20 start at once and keeps tokens apart', async () => {
  const rate = new TokenRate(nowMs)
  const started = vi.fn<() => void>()

  for (let request = 0; request < 21; request += 1) void rate.take('one').then(started)
  void rate.take('two').then(started)
  await vi.advanceTimersByTimeAsync(0)

  expect(started).toHaveBeenCalledTimes(21)
})

it('does not wait for an answer that never comes', async () => {
  const rate = new TokenRate(nowMs)
  const started = vi.fn<() => void>()

  for (let request = 0; request < 40; request += 1) void rate.take('one').then(started)
  await vi.advanceTimersByTimeAsync(3_000)

  expect(started).toHaveBeenCalledTimes(40)
})

it('starts nothing for a second after VK said the token is over its limit', async () => {
  const rate = new TokenRate(nowMs)
  const started = vi.fn<() => void>()

  rate.exhaust('one')
  void rate.take('one').then(started)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(started).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)

  expect(started).toHaveBeenCalledOnce()
})
