import { bootstrap, bootstrapOrExit, productSteps, toolSteps } from './bootstrap.mjs'
import { StepFailed } from './bootstrap/report.mjs'
import { checks, runChecks, tests } from './checks.mjs'

/** `npm test`: all checks, then all tests. `npm test -- PATH` runs only the tests of that path; options go to vitest. */
const args = process.argv.slice(2)
const hasPath = args.some((arg) => !arg.startsWith('-'))

await bootstrapOrExit({ steps: toolSteps, stream: process.stdout })
const isBuilt = await buildOrTell()
const isGood = await runChecks(hasPath ? [tests(args)] : [...checks, tests(args)])
process.exitCode = isGood && isBuilt ? 0 : 1

/** Some tests start the built product. A build that fails does not hide what the other checks have to say. */
async function buildOrTell() {
  try {
    await bootstrap({ steps: productSteps, stream: process.stdout })
    return true
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    console.error(`${error.tail}\n\n${error.message}`)
    return false
  }
}
