/** `npm run chaos -- --minutes N --seed S`: a long run, with a report. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { report } from './report.ts'
import { run } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    citizens: { type: 'string', default: '40' },
  },
})
const seed = Number(values.seed)
const minutes = Number(values.minutes)
const citizens = Number(values.citizens)

if (![seed, minutes, citizens].every((value) => Number.isFinite(value) && value > 0)) {
  console.error('npm run chaos -- [--minutes 5] [--seed 1] [--citizens 40]')
  process.exit(2)
}

console.log(
  `seed ${seed}, ${minutes} minutes, ${citizens} citizens at a time, ${availableParallelism()} cores, Node ${process.version}`,
)
const result = await run({
  seed,
  troubleMs: [minutes * 60_000, minutes * 60_000],
  goals: {},
  citizens,
  pace: {
    lifeMs: [300, 6_000],
    faultMs: [2_000, 8_000],
    connectionsMs: [5_000, 30_000],
    databaseMs: [65_000, 150_000],
    vkMs: [60_000, 180_000],
  },
  settleMs: 300_000,
  onProgress: (line) => console.log(line),
})
console.log(report(result, seed))
process.exitCode = result.problems.length === 0 ? 0 : 1
