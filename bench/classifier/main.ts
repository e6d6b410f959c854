/**
 * `node scripts/bench.mjs classifier --data FILE.csv`: accuracy, speed and memory of our text models beside natural's
 * on one file (three quarters to learn from, one to test), then how the time of training grows.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { competitorNames } from './competitors.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    'limit-seconds': { type: 'string', default: '300' },
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
const grown = z.object({ seconds: z.number(), cpuSeconds: z.number(), megabytes: z.number() })

if (values.data === undefined) {
  console.error(
    'Назовите файл: node scripts/bench.mjs classifier --data ИСТОРИЯ.csv (id, text, topic, institution)',
  )
  process.exitCode = 2
} else await run(values.data)

async function run(data: string): Promise<void> {
  console.log(`node ${process.version}, ${data === '' ? '' : path.basename(data)}`)
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
  console.log('\n| texts | train s | CPU s | CPU µs per text | process MB |\n|---|---|---|---|---|')
  for (const count of values.grow.split(',').map(Number).filter(Boolean)) {
    const result = await measure(['grow', data, String(count)])
    if (result === null) console.log(`| ${count} | not finished in ${values['limit-seconds']} s | | | |`)
    else {
      const { seconds, cpuSeconds, megabytes } = grown.parse(result)
      console.log(
        `| ${count} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${((cpuSeconds * 1e6) / count).toFixed(0)} | ${megabytes.toFixed(0)} |`,
      )
    }
  }
}

/** Null when the time is over. */
async function measure(args: readonly string[]): Promise<unknown> {
  const child = path.join(import.meta.dirname, 'child.ts')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', child, ...args], {
      timeout: Number(values['limit-seconds']) * 1000,
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
