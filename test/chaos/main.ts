/**
 * `npm run chaos -- --minutes N --seed S`: a long run, with a report; `--processes 3` begins with the drill of several processes. Ends sooner when `--kills` and `--messages` are reached;
 * `--folder F` keeps everything there, and the next run goes on from it: one run in several parts.
 */
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { report } from './report.ts'
import { run } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    citizens: { type: 'string', default: '40' },
    kills: { type: 'string', default: '0' },
    messages: { type: 'string', default: '0' },
    folder: { type: 'string' },
    processes: { type: 'string', default: '1' },
  },
})
const seed = Number(values.seed)
const minutes = Number(values.minutes)
const citizens = Number(values.citizens)
const kills = Number(values.kills)
const messages = Number(values.messages)
const processes = Number(values.processes)
const isBounded = kills > 0 || messages > 0

if (
  ![seed, minutes, citizens, processes].every((value) => value > 0) ||
  ![kills, messages].every((value) => value >= 0)
) {
  console.error(
    'npm run chaos -- [--minutes 5] [--seed 1] [--citizens 40] [--processes 3: a drill comes first] [--kills 200 --messages 10000: end when there were so many] [--folder F: go on from there]',
  )
  process.exit(2)
}

// Nothing is left behind when somebody loses patience.
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

console.log(
  `seed ${seed}, ${minutes} minutes, ${citizens} citizens at a time, ${availableParallelism()} cores, Node ${process.version}`,
)
const result = await run({
  seed,
  ...(values.folder === undefined ? {} : { folder: path.resolve(values.folder) }),
  mischiefMs: [isBounded ? 0 : minutes * 60_000, minutes * 60_000],
  isEnough: (ledger) =>
    ledger.of('kill') >= kills &&
    ledger.of('message of a citizen') + ledger.of('message of staff') >= messages,
  citizens,
  processes,
  pace: {
    lifeMs: [300, 5_000],
    faultMs: [2_000, 8_000],
    connectionsMs: [5_000, 30_000],
    databaseMs: [65_000, 150_000],
    vkMs: [60_000, 180_000],
  },
  settleMs: 300_000,
  signal: stopping.signal,
  onProgress: (line) => console.log(line),
})
console.log(report(result, seed))
process.exitCode = result.problems.length === 0 ? 0 : 1
