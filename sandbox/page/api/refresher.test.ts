import { expect, test } from 'vitest'
import { Refresher, type LoadOutcome } from './refresher.ts'

test('loads once more after changes that came during a load', async () => {
  const finish: Array<(outcome: LoadOutcome) => void> = []
  const refresher = new Refresher(() => new Promise((resolve) => finish.push(resolve)))

  refresher.refresh()
  refresher.refresh()
  refresher.refresh()
  finish[0]?.('loaded')
  await expect.poll(() => finish.length).toBe(2)
  finish[1]?.('loaded')
  await Promise.resolve()

  expect(finish.length).toBe(2)
  refresher.stop()
})

test('loads no more once stopped', async () => {
  let loads = 0
  let finish: (outcome: LoadOutcome) => void = () => {}
  const refresher = new Refresher(() => {
    loads += 1
    return new Promise((resolve) => (finish = resolve))
  })

  refresher.refresh()
  refresher.refresh()
  refresher.stop()
  finish('unreachable')
  await Promise.resolve()

  expect(loads).toBe(1)
})
