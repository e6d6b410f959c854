/** An act on the screen that belongs to no single ticket: a use case of the dialogue in a transaction of its own. */
import type { Result } from '../../domain/result.ts'
import type { Workplace } from '../desk.ts'
import { ConcurrentChange } from '../ports.ts'
import { type ConsoleWork, type Worker, consolePlace } from './work-at-console.ts'

/** A colleague may be quicker between reading and writing; then everything is looked at anew. */
const triesMax = 4

export async function performAtConsole<Value, Refusal>(
  console: ConsoleWork,
  worker: Worker,
  act: (place: Workplace) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  for (let tries = 1; ; tries += 1) {
    const place = consolePlace(console, worker)
    const done = await act(place)
    if (!done.ok) return done
    try {
      await console.store.write(place.work.changes(), place.work.now)
      console.onWritten()
      return done
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || tries === triesMax) throw error
    }
  }
}
