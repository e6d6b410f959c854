import { setTimeout as pause } from 'node:timers/promises'

export interface WaitOptions {
  readonly timeoutMs?: number
  /** Ends the sentence "gave up waiting for …". */
  readonly what?: string
}

const pollMs = 10

/**
 * Waits until the condition gives something else than false, null or undefined, and returns it. Fails after the limit
 * (15 s by default: a busy machine is slow, and what is slow is not wrong) with the condition's last error, if it had one.
 */
export async function waitFor<Value>(
  condition: () => Value | Promise<Value>,
  { timeoutMs = 15_000, what = 'a condition' }: WaitOptions = {},
): Promise<Exclude<Value, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const outcome = await attempt(condition)
    if (outcome.type === 'value' && isPresent(outcome.value)) return outcome.value
    if (performance.now() > deadline) {
      const cause = outcome.type === 'error' ? outcome.error : undefined
      throw new Error(`gave up waiting for ${what} after ${timeoutMs} ms`, { cause })
    }
    await pause(pollMs)
  }
}

type Outcome<Value> = { type: 'value'; value: Value } | { type: 'error'; error: unknown }

async function attempt<Value>(condition: () => Value | Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { type: 'value', value: await condition() }
  } catch (error) {
    return { type: 'error', error }
  }
}

function isPresent<Value>(value: Value): value is Exclude<Value, false | null | undefined> {
  return value !== false && value !== null && value !== undefined
}
