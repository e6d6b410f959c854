import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

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

  /** Of the earlier parts of a run; an empty one when there were none. */
  static async load(folder: string): Promise<Ledger> {
    const ledger = new Ledger()
    const text = await readFile(fileIn(folder), 'utf8').catch(() => null)
    if (text === null) return ledger
    const { entries, counts, alarms } = saved.parse(JSON.parse(text))
    ledger.entries.push(...entries)
    ledger.alarms.push(...alarms)
    for (const [kind, count] of counts) ledger.#counts.set(kind, count)
    return ledger
  }

  async save(folder: string): Promise<void> {
    const { entries, alarms } = this
    await writeFile(fileIn(folder), JSON.stringify({ entries, alarms, counts: [...this.#counts] }))
  }

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

const fileIn = (folder: string): string => path.join(folder, 'ledger.json')

const saved = z.object({
  entries: z.array(z.object({ atMs: z.number(), what: z.string() })),
  counts: z.array(z.tuple([z.string(), z.number()])),
  alarms: z.array(z.string()),
})
