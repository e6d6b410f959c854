import { bootstrapOrExit, productSteps } from './bootstrap.mjs'
import { inProject } from './bootstrap/project.mjs'
import { runVisible } from './bootstrap/run-tool.mjs'

/** `npm run chaos -- --minutes N --seed S`: a long run of test/chaos on a built product. */
await bootstrapOrExit({ steps: productSteps, stream: process.stderr })
const main = inProject('test', 'chaos', 'main.ts')
process.exitCode = await runVisible(process.execPath, ['--import', 'tsx', main, ...process.argv.slice(2)])
