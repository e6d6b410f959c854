import { existsSync } from 'node:fs'
import { bootstrapOrExit, productSteps } from './bootstrap.mjs'
import { inProject } from './bootstrap/project.mjs'
import { runVisible } from './bootstrap/run-tool.mjs'

/** `node scripts/bench.mjs NAME …`: runs bench/NAME/main.ts on a built product. */
const [name = '', ...args] = process.argv.slice(2)
const main = inProject('bench', name, 'main.ts')

if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(main)) {
  console.error('Назовите измерение: node scripts/bench.mjs messages (папки в bench/).')
  process.exit(2)
}
await bootstrapOrExit({ steps: productSteps, stream: process.stderr })
process.exitCode = await runVisible(process.execPath, ['--import', 'tsx', main, ...args])
