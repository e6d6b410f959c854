import type { ProductRun } from './runs.ts'

/** Nothing was lost or doubled, and the product's own books agree with what the sandbox saw. */
export function isEven({ check, written }: Pick<ProductRun, 'check' | 'written'>): boolean {
  return (
    check.lost === 0 &&
    check.doubled === 0 &&
    written.inbox === check.said &&
    written.unfinished === 0 &&
    written.unsent === 0 &&
    written.outbox === check.replies + check.cards
  )
}
