/**
 * `node scripts/bench.mjs classifier --data FILE.csv`: accuracy, speed and memory of our text models beside natural's
 * and wink's on one file (three quarters to learn from, one to test), then the model of the whole file as the product
 * uses it, then how the time of training grows.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { cpus, loadavg } from 'node:os'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { competitorNames } from './competitors.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    'limit-seconds': { type: 'string', default: '300' },
    'grow-limit-seconds': { type: 'string', default: '3600' },
    grow: { type: 'string', default: '2000,20000,200000' },
  },
})
const figures = z.object({ accuracy: z.number(), top3: z.number(), coverageAt90: z.number() })
const compared = z.object({
  topic: figures,
  institution: figures,
  trainSeconds: z.number(),
  textsPerSecond: z.number(),
  modelBytes: z.number(),
  megabytes: z.number(),
})
const whole = z.object({
  trainSeconds: z.number(),
  modelBytes: z.number(),
  loadMs: z.array(z.number()),
  firstTextsPerSecond: z.number(),
  textsPerSecond: z.array(z.number()),
  cpuMicroseconds: z.number(),
  textsPerSecondOfTwo: z.number(),
})
const understood = z.object({
  modelMicroseconds: z.number(),
  untrainedMicroseconds: z.number(),
  wholeMicroseconds: z.number(),
})
const grown = z.object({ seconds: z.number(), cpuSeconds: z.number(), megabytes: z.number() })

if (values.data === undefined) {
  console.error(
    'Назовите файл: node scripts/bench.mjs classifier --data ИСТОРИЯ.csv (id, text, topic, institution)',
  )
  process.exitCode = 2
} else await run(values.data)

async function run(data: string): Promise<void> {
  const [core] = cpus()
  console.log(
    `node ${process.version}, ${cpus().length} × ${core?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1) ?? ''} at the start, ${path.basename(data)}`,
  )
  console.log(
    '| model | topic acc / top-3 / cov@90 | institution acc / top-3 / cov@90 | train s | texts/s | model MB | process MB |',
  )
  console.log('|---|---|---|---|---|---|---|')
  for (const name of competitorNames) {
    const result = await measure(['compare', data, name])
    console.log(
      result === null
        ? `| ${name} | not finished in ${values['limit-seconds']} s | | | | | |`
        : row(name, compared.parse(result)),
    )
  }
  const all = whole.parse(await measure(['whole', data, 'otklik']))
  console.log(`\notklik, the whole file: trained in ${all.trainSeconds.toFixed(1)} s, ${(all.modelBytes / 1e6).toFixed(1)} MB,
loaded in ${range(all.loadMs)} ms, ${all.firstTextsPerSecond.toFixed(0)} texts/s at the first reading of each text,
${range(all.textsPerSecond)} texts/s in later rounds, ${all.cpuMicroseconds.toFixed(0)} µs of CPU a text (one process, one thread);
two processes at the same time, each with a model of its own, together: ${all.textsPerSecondOfTwo.toFixed(0)} texts/s`)
  const parts = understood.parse(await measure(['understand', data, 'otklik']))
  const perSecond = (microseconds: number): string =>
    `${microseconds.toFixed(0)} µs of CPU a text, ${(1e6 / microseconds).toFixed(0)} texts per second of CPU`
  console.log(`\nunderstanding with the region of the sandbox:
  the trained model alone (topics and institutions): ${perSecond(parts.modelMicroseconds)}
  without it (language, kind of utterance, topics by titles, places, institutions, FAQ, danger): ${perSecond(parts.untrainedMicroseconds)}
  everything that a message is asked for: ${perSecond(parts.wholeMicroseconds)}`)
  console.log('\n| texts | train s | CPU s | CPU µs per text | process MB |\n|---|---|---|---|---|')
  for (const count of values.grow.split(',').map(Number).filter(Boolean)) {
    const result = await measure(['grow', data, String(count)], values['grow-limit-seconds'])
    if (result === null) console.log(`| ${count} | not finished in ${values['grow-limit-seconds']} s | | | |`)
    else {
      const { seconds, cpuSeconds, megabytes } = grown.parse(result)
      console.log(
        `| ${count} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${((cpuSeconds * 1e6) / count).toFixed(0)} | ${megabytes.toFixed(0)} |`,
      )
    }
  }
}

/** The median, and the range behind it. */
function range(values: readonly number[]): string {
  const sorted = values.toSorted((left, right) => left - right).map((value) => value.toFixed(0))
  return `${sorted[Math.floor(sorted.length / 2)] ?? ''} (${sorted[0] ?? ''}–${sorted.at(-1) ?? ''})`
}

/** Null when the time is over. */
async function measure(args: readonly string[], seconds = values['limit-seconds']): Promise<unknown> {
  const child = path.join(import.meta.dirname, 'child.ts')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', child, ...args], {
      timeout: Number(seconds) * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 1e8,
    })
    return JSON.parse(stdout)
  } catch (error) {
    if (error instanceof Error && 'killed' in error && error.killed === true) return null
    throw error
  }
}

function row(name: string, result: z.infer<typeof compared>): string {
  const side = ({ accuracy, top3, coverageAt90 }: z.infer<typeof figures>): string =>
    [accuracy, top3, coverageAt90].map((figure) => figure.toFixed(3)).join(' / ')
  const { topic, institution, trainSeconds, textsPerSecond, modelBytes, megabytes } = result
  return `| ${name} | ${side(topic)} | ${side(institution)} | ${trainSeconds.toFixed(1)} | ${textsPerSecond.toFixed(0)} | ${(modelBytes / 1e6).toFixed(1)} | ${megabytes.toFixed(0)} |`
}
