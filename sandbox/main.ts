import { readConfig } from './config.ts'
import { startSandbox, type RunningSandbox } from './server.ts'

/** 2023-11-14: counters begin with the seconds since then, so that a restart never repeats the numbers of messages. */
const countersSince = 1_700_000_000

const stopMs = 2000
/** A world of twenty thousand dialogues takes about a second to write; a busy machine may need much longer. */
const writeMs = 60_000

async function main(): Promise<void> {
  const config = readConfig()
  const idOffset = Math.floor(Date.now() / 1000) - countersSince
  const sandbox = await startSandbox({ ...config, idOffset })
  const limitMs = config.stateFile === undefined ? stopMs : writeMs
  const stop = (): void => void stopAndExit(sandbox, limitMs)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Only a process with an IPC channel gets this: its parent has gone.
  process.once('disconnect', stop)
  process.stdout.write(`sandbox ready ${sandbox.url}\n`)
}

async function stopAndExit(sandbox: RunningSandbox, limitMs: number): Promise<void> {
  setTimeout(() => process.exit(1), limitMs).unref()
  await sandbox.stop()
  process.exit(0)
}

/** One sentence for what the person who starts it can change. */
function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'The port is taken: stop what uses it or set SANDBOX_PORT to another one.'
  if (code === 'EACCES') return 'This port may not be opened: set SANDBOX_PORT to one above 1023.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'SANDBOX_HOST is not an address of this machine.'
  return error instanceof Error ? error.message : String(error)
}

main().catch((error: unknown) => {
  process.stderr.write(`The sandbox did not start. ${explain(error)}\n`)
  process.exit(1)
})
