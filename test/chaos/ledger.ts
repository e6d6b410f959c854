/** What was done to the product during a run, for the report and for the story of a broken dialogue. */
export interface LedgerEntry {
  readonly atMs: number
  readonly what: string
}

export class Ledger {
  readonly entries: LedgerEntry[] = []
  readonly #counts = new Map<string, number>()
  /** What the run itself saw go wrong, besides the comparison of both sides. */
  readonly alarms: string[] = []

  /** `kind` is counted; `what` is told. */
  note(kind: string, what: string = kind): void {
    this.entries.push({ atMs: Date.now(), what })
    this.count(kind)
  }

  count(kind: string): void {
    this.#counts.set(kind, this.of(kind) + 1)
  }

  of(kind: string): number {
    return this.#counts.get(kind) ?? 0
  }

  alarm(what: string): void {
    this.note('alarm', what)
    this.alarms.push(what)
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }
}
