/**
 * `node scripts/bench.mjs matters --data FILE.csv [--folds 5] [--show 30]`: how often the bot would offer to make several
 * tickets of one message. Appeals of a history are about one matter each, so every such offer is wrong; two appeals
 * written one after another are two matters, so every silence is a miss.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Appeal, readAppeals } from '../../src/app/train-appeals.ts'
import { shuffle } from '../../src/app/train-evaluate.ts'
import type { Matter } from '../../src/domain/find-matters.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { trainTextModel } from '../../src/text/train-text-model.ts'
import { readRegion } from '../classifier/region.ts'
import { type Judge, judgeOf } from './judge.ts'
import { regionOfAppeals } from './region-of-appeals.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    folds: { type: 'string', default: '5' },
    show: { type: 'string', default: '0' },
  },
})
/** Longer ones are hardly written as a second question of a message. */
const pairedCharactersMax = 300

if (values.data === undefined) {
  console.error(
    'Назовите файл: node scripts/bench.mjs matters --data ИСТОРИЯ.csv (id, text, topic, institution)',
  )
  process.exitCode = 2
} else await run(values.data)

async function run(path: string): Promise<void> {
  const file = readAppeals(readFileSync(path))
  if (!file.ok) throw new Error(`${path}: ${file.refusal[0]?.reason ?? 'cannot be read'}`)
  const appeals = shuffle(file.value.appeals)
  const region = await readRegion()
  const firstDay = judgeOf(region, buildUnderstand(region))
  report('first day, region of the sandbox', [{ judge: firstDay, test: appeals }])
  const understand = buildUnderstand(region)
  const [alone, both] = [cpuOf(appeals, understand), cpuOf(appeals, (text) => firstDay.mattersIn(text))]
  console.log(
    `understanding an appeal: ${alone} µs of CPU, looking for matters in it besides: ${both - alone} µs`,
  )
  report(`trained, ${values.folds} folds`, foldsOf(appeals, Number(values.folds)))
}

interface Fold {
  readonly judge: Judge
  /** Appeals that the judge has not seen. */
  readonly test: readonly Appeal[]
}

function foldsOf(appeals: readonly Appeal[], count: number): readonly Fold[] {
  return Array.from({ length: count }, (_, fold) => {
    const train = appeals.filter((_, index) => index % count !== fold)
    const { directory, examples } = regionOfAppeals(train)
    return {
      judge: judgeOf(directory, buildUnderstand(directory, trainTextModel(examples))),
      test: appeals.filter((_, index) => index % count === fold),
    }
  })
}

function report(name: string, folds: readonly Fold[]): void {
  const single = folds.flatMap(({ judge, test }) =>
    test.map(({ text }) => ({ text, found: judge.mattersIn(text) })),
  )
  const wrong = single.filter(({ found }) => found.length > 0)
  console.log(`${name}: offered for ${share(wrong.length, single.length)} of appeals about one matter`)
  for (const { found } of wrong.slice(0, Number(values.show))) console.log(`\n${found.map(shown).join('\n')}`)
  const pairs = folds.flatMap(({ judge, test }) =>
    pairsOf(test, judge).map(([one, other]) => ({
      said: judge.mattersIn(`${one}\nИ ещё: ${other}`).length > 0,
      unsaid: judge.mattersIn(`${one}\n${other}`).length > 0,
    })),
  )
  const said = pairs.filter((pair) => pair.said).length
  const unsaid = pairs.filter((pair) => pair.unsaid).length
  console.log(
    `${name}: offered for ${share(said, pairs.length)} of pairs with «И ещё:» between, for ${share(unsaid, pairs.length)} without; both sure by themselves`,
  )
}

/** Neighbours in the shuffled file of which each is sure by itself and others answer it: what could be told apart at all. */
function pairsOf(test: readonly Appeal[], judge: Judge): readonly (readonly [string, string])[] {
  const short = test.map(({ text }) => text).filter((text) => text.length <= pairedCharactersMax)
  return short.flatMap((one, index) => {
    const other = short[index + 1]
    if (other === undefined) return []
    const [first, second] = [judge.ownerOf(one), judge.ownerOf(other)]
    return first === null || second === null || first === second ? [] : [[one, other] as const]
  })
}

/** Microseconds a text, after one round to warm up. */
function cpuOf(appeals: readonly Appeal[], read: (text: string) => unknown): number {
  const readAll = (): void => appeals.forEach(({ text }) => read(text))
  readAll()
  const usage = process.cpuUsage()
  readAll()
  return Math.round(process.cpuUsage(usage).user / appeals.length)
}

function shown({ topicId, confidence, text }: Matter): string {
  return `  [${topicId} ${confidence.toFixed(2)}] ${text.trim().replace(/\s+/gu, ' ')}`
}

function share(count: number, of: number): string {
  return `${count} of ${of} (${((count * 100) / Math.max(1, of)).toFixed(2)} %)`
}
