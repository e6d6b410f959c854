/** What a kind of file must tell about itself, so that one procedure can import and export them all. */
import type { z } from 'zod'

import type { ImportProblem } from './problem.ts'
import type { DirectoryRecords } from './records.ts'

/** A record with the line of the file that it was read from. */
export interface ReadRecord<Item> {
  readonly line: number
  readonly item: Item
}

export interface ImportSpec<Item> {
  /** Columns in the order of export. */
  readonly columns: readonly string[]
  /** Cells → record; the path of an issue is the name of the column. */
  readonly row: z.ZodType<Item, { readonly [column: string]: string }>
  /** Two records with one key are the same thing. */
  keyOf(item: Item): string
  /** The columns that make the key, to name them in a complaint. */
  readonly keyColumn: string
  /** What is wrong with records that are well written by themselves: references, contradictions. */
  check(read: readonly ReadRecord<Item>[], current: DirectoryRecords): readonly ImportProblem[]
  /** Fills what the file may leave open from what is known. */
  complete?(item: Item, known: Item | undefined): Item
  /** The record as it is while nobody has written it; without this, such a record is new. */
  unwritten?(item: Item): Item
  /** Record → cells, by column. */
  toCells(item: Item): { readonly [column: string]: string }
}

/** Complaints about references to things that are neither known nor in the file. */
export function missing<Item>(
  read: readonly ReadRecord<Item>[],
  column: string,
  referenceOf: (item: Item) => string | number | null,
  known: ReadonlySet<string | number>,
  what: string,
): readonly ImportProblem[] {
  return read.flatMap(({ line, item }) => {
    const reference = referenceOf(item)
    return reference === null || known.has(reference)
      ? []
      : [
          {
            line,
            column,
            reason: `нет ${what} «${reference}»: сначала загрузите или проверьте, нет ли ошибки`,
          },
        ]
  })
}
