import { startEmbeddedServer } from '../../src/db/embedded-server.ts'

/** A process that runs the embedded server of a folder until it is killed; prints one line of JSON, then waits. */
const [dataFolder = ''] = process.argv.slice(2)
const { pid, port, isAdopted } = await startEmbeddedServer({ dataFolder })
process.stdout.write(`${JSON.stringify({ pid, port, isAdopted })}\n`)
setInterval(() => undefined, 60_000)
