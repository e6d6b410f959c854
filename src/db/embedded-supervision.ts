import { setTimeout as pause } from 'node:timers/promises'
import { stopPostmaster, type Postmaster } from './embedded-postmaster.ts'
import { processBirth } from './embedded-process.ts'

export interface Supervision {
  /** Ends the watching and stops the server. */
  stop(): Promise<void>
}

const watchMs = 500
const restartsMax = 5
/** A server that ran this long was healthy: earlier restarts are forgotten. */
const healthyMs = 60_000

/**
 * Starts the server again when it dies under us (killed by the system for memory, by a person by mistake). It keeps its port,
 * so that connection pools find it again. After five quick deaths it gives up and says so.
 */
export function supervise(
  first: Postmaster,
  restart: () => Promise<Postmaster>,
  onCrash: (outcome: 'restarted' | 'lost', cause?: unknown) => void = () => undefined,
): Supervision {
  const ending = new AbortController()
  let current = first

  const watch = async (): Promise<void> => {
    let restarts = 0
    while (!ending.signal.aborted) {
      const startedAt = performance.now()
      await untilGone(current.pid, ending.signal)
      if (ending.signal.aborted) return
      restarts = performance.now() - startedAt > healthyMs ? 1 : restarts + 1
      if (restarts > restartsMax) return onCrash('lost')
      current = await restart()
      onCrash('restarted')
    }
  }

  const watching = watch().catch((error: unknown) => onCrash('lost', error))
  return {
    stop: async () => {
      ending.abort()
      await watching
      await stopPostmaster(current.pid)
    },
  }
}

async function untilGone(pid: number, signal: AbortSignal): Promise<void> {
  const birth = await processBirth(pid)
  if (birth === null) return
  while (!signal.aborted && (await processBirth(pid)) === birth) {
    await pause(watchMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
