/** Stops this unit of work when an assumption of the code does not hold: a bug, never bad input. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantViolated(message)
}

export class InvariantViolated extends Error {
  override readonly name = 'InvariantViolated'
}
