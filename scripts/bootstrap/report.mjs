const startedAt = performance.now()

/** Seconds since the program began, as people read them. */
export function elapsed(since = startedAt) {
  return `${((performance.now() - since) / 1000).toFixed(1).replace('.', ',')} с`
}

/** A step could not be done; `message` is a Russian sentence with what to do, `tail` the last words of the tool. */
export class StepFailed extends Error {
  constructor(message, tail = '') {
    super(message)
    this.name = 'StepFailed'
    this.tail = tail
  }
}
