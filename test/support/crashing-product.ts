/**
 * The whole product in a process of its own that ends itself as `kill -9` would at the step its parent
 * names over IPC. It tells the parent every step it passes.
 */
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type * as clockModule from '../../src/clock.ts'
import type * as composeModule from '../../src/compose.ts'
import type * as poolModule from '../../src/db/pool.ts'
import type * as storageModule from '../../src/files/local-storage.ts'
import type * as logModule from '../../src/log.ts'
import type * as secretsModule from '../../src/secrets.ts'
import { StepCounter, watchPool, watchVk } from './crash-steps.ts'

/** The built product: to compile the sources at every start would take longer than all else. */
async function built<Module>(name: string): Promise<Module> {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- compiled from the very module
  return (await import(new URL(`../../dist/src/${name}.js`, import.meta.url).href)) as Module
}
const { createProduct } = await built<typeof composeModule>('compose')
const { createPool } = await built<typeof poolModule>('db/pool')
const { createLocalStorage } = await built<typeof storageModule>('files/local-storage')
const { createLog } = await built<typeof logModule>('log')
const { realClock } = await built<typeof clockModule>('clock')
const { realSecrets } = await built<typeof secretsModule>('secrets')

const options = z
  .object({ databaseUrl: z.string(), vkApiUrl: z.string(), dieAt: z.string().nullable() })
  .parse(JSON.parse(process.argv[2] ?? '{}'))
const command = z.object({ dieAt: z.string().nullable() })

let { dieAt } = options
const counter = new StepCounter((step) => {
  if (step === dieAt) process.kill(process.pid, 'SIGKILL')
  process.send?.({ step })
})

process.on('message', (message) => {
  dieAt = command.parse(message).dieAt
  counter.reset()
  process.send?.({ armed: dieAt })
})
process.on('disconnect', () => process.exit())

const pool = createPool({ url: options.databaseUrl, connectionsMax: 6, onError: () => {} })
const product = createProduct({
  pool: watchPool(pool, counter),
  vkApiUrl: await watchVk(options.vkApiUrl, counter),
  instanceId: 'crashing',
  timeZone: 'Europe/Moscow',
  clock: realClock,
  random: Math.random,
  secrets: realSecrets,
  log: createLog('fatal'),
  fileStorage: createLocalStorage(path.join(tmpdir(), 'otklik-crashing-files')),
  fileBytesMax: 1024 * 1024,
})
product.start()
await product.listening()
process.send?.({ listening: true })
