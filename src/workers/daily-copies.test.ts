import { expect, it, vi } from 'vitest'
import { Temporal } from '../domain/time.ts'
import { DailyCopies } from './daily-copies.ts'

const given = (now: string, names: readonly string[] = []) => {
  const lying = new Set(names)
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const clock = { moment: now, now: () => Temporal.Instant.from(clock.moment) }
  const shelf = {
    names: () => Promise.resolve([...lying]),
    write: vi.fn((name: string) => Promise.resolve(void lying.add(name))),
    remove: (name: string) => Promise.resolve(void lying.delete(name)),
  }
  const options = { shelf, keep: 2, timeZone: 'Europe/Moscow', clock, random: () => 0, log, intervalMs: 5 }
  return { lying, log, clock, shelf, copies: new DailyCopies(options) }
}

const looks = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 10))

it('makes one copy a night and keeps the newest', async () => {
  const others = ['notes.txt', 'otklik-2026-11-22.zip.part', 'otklik-2026-11-20.zip', 'otklik-2026-11-21.zip']
  const { lying, clock, shelf, copies } = given('2026-11-22T23:59:00Z', others)

  copies.start()
  await looks(3)
  expect(shelf.write).not.toHaveBeenCalled()
  clock.moment = '2026-11-23T00:00:00Z'
  await looks(5)
  await copies.stop()

  expect(shelf.write.mock.calls).toEqual([['otklik-2026-11-23.zip']])
  expect([...lying]).toEqual(['notes.txt', 'otklik-2026-11-21.zip', 'otklik-2026-11-23.zip'])
})

it('makes up for a night in which it did not run', async () => {
  const { lying, copies } = given('2026-11-23T15:00:00Z', ['otklik-2026-11-22.zip'])

  copies.start()
  await looks(3)
  await copies.stop()

  expect([...lying]).toContain('otklik-2026-11-23.zip')
})

it('removes no old copy when the new one fails, and says so', async () => {
  const old = ['otklik-2026-11-20.zip', 'otklik-2026-11-21.zip', 'otklik-2026-11-22.zip']
  const { lying, log, shelf, copies } = given('2026-11-23T15:00:00Z', old)
  shelf.write.mockRejectedValue(new Error('no space'))

  copies.start()
  await looks(3)
  await copies.stop()

  expect([...lying]).toEqual(old)
  expect(log.error).toHaveBeenCalledWith(expect.anything(), 'the daily copy could not be made')
})
