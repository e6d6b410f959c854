/** One measurement in a process of its own, so that memory and caches are its own: `child.ts compare|whole|understand|grow FILE NAME`. */
import { readFileSync } from 'node:fs'
import { readAppeals } from '../../src/app/train-appeals.ts'
import { evaluateSplit, shuffle } from '../../src/app/train-evaluate.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { competitorNames, competitors } from './competitors.ts'
import { readRegion } from './region.ts'
import { textsPerSecondSideBySide } from './side-by-side.ts'

const testEvery = 4
const loadRounds = 5
const speedRounds = 10
const [mode = '', path = '', name = ''] = process.argv.slice(2)
const file = readAppeals(readFileSync(path))
if (!file.ok) throw new Error(`${path}: ${file.refusal[0]?.reason ?? 'cannot be read'}`)
const appeals = shuffle(file.value.appeals)

if (mode === 'compare') {
  const known = competitorNames.find((candidate) => candidate === name)
  if (known === undefined) throw new Error(`no competitor ${name}`)
  const { evaluation } = evaluateSplit(
    { trainModel: competitors[known], nowMs: () => performance.now() },
    appeals.filter((_, index) => index % testEvery !== 0),
    appeals.filter((_, index) => index % testEvery === 0),
  )
  print({ ...evaluation, megabytes: process.resourceUsage().maxRSS / 1024 })
} else if (mode === 'whole') {
  const startedAt = performance.now()
  const bytes = competitors.otklik(appeals).toBytes()
  const trainSeconds = (performance.now() - startedAt) / 1000
  const loads = Array.from({ length: loadRounds }, () => secondsOf(() => textModelFromBytes(bytes)))
  const model = textModelFromBytes(bytes)
  const rankAll = (): void => appeals.forEach(({ text }) => model.rank(text, 3))
  const first = secondsOf(rankAll)
  const usage = process.cpuUsage()
  const rounds = Array.from({ length: speedRounds }, () => secondsOf(rankAll))
  const cpuMicroseconds = process.cpuUsage(usage).user / speedRounds / appeals.length
  const texts = appeals.map(({ text }) => text)
  print({
    trainSeconds,
    modelBytes: bytes.length,
    loadMs: loads.map((seconds) => seconds * 1000),
    firstTextsPerSecond: appeals.length / first,
    textsPerSecond: rounds.map((seconds) => appeals.length / seconds),
    cpuMicroseconds,
    textsPerSecondOfTwo: await textsPerSecondSideBySide(2, { bytes, texts }),
  })
} else if (mode === 'understand') {
  const model = textModelFromBytes(competitors.otklik(appeals).toBytes())
  const directory = await readRegion()
  const [whole, alone] = [buildUnderstand(directory, model), buildUnderstand(directory)]
  print({
    modelMicroseconds: cpuOf((text) => model.rank(text, 3)),
    untrainedMicroseconds: cpuOf(alone),
    wholeMicroseconds: cpuOf(whole),
  })
} else {
  const texts = resample(Number(name))
  const startedAt = performance.now()
  const usage = process.cpuUsage()
  competitors.otklik(texts)
  print({
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: process.cpuUsage(usage).user / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  })
}

/** As many texts as wished: the words of two appeals of one row after another are new texts of the same kind. */
function resample(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const one = appeals[index % appeals.length]
    const other = appeals[(index * 7 + Math.floor(index / appeals.length)) % appeals.length]
    const words = `${one?.text ?? ''} ${other?.text ?? ''}`.split(' ')
    const half = words.filter((_, place) => (place + index) % 2 === 0)
    return { text: half.join(' '), labels: one?.labels ?? [] }
  })
}

function secondsOf(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return (performance.now() - startedAt) / 1000
}

/** Microseconds of CPU a text, after one round to warm up. */
function cpuOf(read: (text: string) => unknown): number {
  const readAll = (): void => appeals.forEach(({ text }) => read(text))
  readAll()
  const usage = process.cpuUsage()
  for (let round = 0; round < speedRounds; round += 1) readAll()
  return process.cpuUsage(usage).user / speedRounds / appeals.length
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
