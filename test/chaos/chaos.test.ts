import { expect, it } from 'vitest'
import type { Ledger } from './ledger.ts'
import { report } from './report.ts'
import { run } from './run.ts'

/** Another seed is another run; this one only has to be the same on every machine. */
const seed = 20_261_123

/** A run in which nothing went wrong proves nothing. */
const goals = {
  kill: 4,
  fault: 8,
  'connections dropped': 1,
  'database restart': 1,
  'VK restart': 1,
  'message of a citizen': 45,
  'message of staff': 10,
}

const missing = (ledger: Ledger): readonly string[] =>
  Object.entries(goals).flatMap(([kind, count]) => (ledger.of(kind) < count ? [kind] : []))

it('loses nothing, doubles nothing and leaves nobody waiting while everything goes wrong', async () => {
  const result = await run({
    seed,
    mischiefMs: [15_000, 120_000],
    isEnough: (ledger) => missing(ledger).length === 0,
    citizens: 14,
    pace: {
      lifeMs: [300, 3_500],
      faultMs: [500, 2_500],
      connectionsMs: [2_000, 6_000],
      databaseMs: [10_000, 30_000],
      vkMs: [7_000, 20_000],
    },
    settleMs: 60_000,
  })

  console.log(report(result, seed))
  expect(result.problems).toEqual([])
  expect(missing(result.ledger)).toEqual([])
}, 300_000)
