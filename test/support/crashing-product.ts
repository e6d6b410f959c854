/**
 * The whole product in a process of its own, from the sources, that ends itself as `kill -9` would at the step its parent
 * names over IPC. It tells the parent every step it passes.
 */
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { createProduct } from '../../src/compose.ts'
import { realClock } from '../../src/clock.ts'
import { createPool } from '../../src/db/pool.ts'
import { createLocalStorage } from '../../src/files/local-storage.ts'
import { createLog } from '../../src/log.ts'
import { realSecrets } from '../../src/secrets.ts'
import { StepCounter, watchPool, watchVk } from './crash-steps.ts'

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
