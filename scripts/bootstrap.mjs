import './bootstrap/check-node.mjs'
import { build, pageSteps } from './bootstrap/build.mjs'
import { client } from './bootstrap/client.mjs'
import { dependencies } from './bootstrap/dependencies.mjs'
import { embeddedPostgres } from './bootstrap/embedded-postgres.mjs'
import { withBootstrapLock } from './bootstrap/lock.mjs'
import { elapsed, StepFailed } from './bootstrap/report.mjs'
import { stopTools } from './bootstrap/run-tool.mjs'

/** Prepares a checkout, from nothing if need be. Needs no packages itself. */

/** What tests and checks need. */
export const toolSteps = [dependencies, embeddedPostgres, client]

/** What the product needs to run. */
export const productSteps = [...toolSteps, build, ...pageSteps]

/**
 * Does the steps whose results are missing or old; costs a few milliseconds when none is.
 * @param {{ steps: typeof productSteps, stream: NodeJS.WritableStream }} options
 */
export async function bootstrap({ steps, stream }) {
  if (steps.every((step) => step.isCurrent())) return
  const say = (text) => stream.write(`${text}\n`)
  const startedAt = performance.now()
  say('Готовлю Отклик к работе')
  await withSignals(() =>
    withBootstrapLock(say, async () => {
      for (const step of steps) await runStep(step, say)
    }),
  )
  say(`Готово за ${elapsed(startedAt)}`)
}

/** The same for programs: a failed step is told in a sentence and ends the program with code 1. */
export async function bootstrapOrExit(options) {
  try {
    await bootstrap(options)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    if (error.tail !== '') process.stderr.write(`\n${error.tail}\n`)
    process.stderr.write(`\n${error.message}\n`)
    process.exit(1)
  }
}

async function runStep(step, say) {
  if (step.isCurrent()) return
  const startedAt = performance.now()
  say(`  ${step.title} …`)
  await step.run(say)
  say(`  ${step.title}: ${elapsed(startedAt)}`)
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 }

/** A stop during the preparation ends the running tool too, and at once. */
async function withSignals(work) {
  const stop = (signal) => {
    stopTools(signal)
    process.exit(exitCodes[signal])
  }
  for (const signal of Object.keys(exitCodes)) process.once(signal, stop)
  try {
    await work()
  } finally {
    for (const signal of Object.keys(exitCodes)) process.off(signal, stop)
  }
}
