import { bootstrapOrExit, toolSteps } from './bootstrap.mjs'
import { checks, runChecks } from './checks.mjs'

/** `npm run check`: everything of `npm test` but the tests. */
await bootstrapOrExit({ steps: toolSteps, stream: process.stdout })
process.exitCode = (await runChecks(checks)) ? 0 : 1
