import { expect, it } from 'vitest'
import { Ticks } from './long-poll-ticks.ts'

it('lets all who wait go on together, and those who come later at a later tick', async () => {
  const ticks = new Ticks(20)
  const gone: string[] = []
  const go = async (name: string): Promise<void> => {
    await ticks.next()
    gone.push(name)
  }

  const first = [go('a'), go('b')]
  await Promise.race(first)
  const later = go('c')
  await Promise.all(first)

  expect(gone).toEqual(['a', 'b'])
  await later
  expect(gone).toEqual(['a', 'b', 'c'])
})
