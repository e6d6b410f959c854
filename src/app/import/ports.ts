/** What importing needs from the outside world; implemented in src/db. */
import type { SignedAct } from '../console/journal-ports.ts'
import type { DirectoryRecords } from './records.ts'

export interface ImportDecision<Outcome> {
  /** Records to add or to overwrite, by kind; null when nothing is to be written. */
  readonly changes: DirectoryRecords | null
  readonly outcome: Outcome
  /** For the journal; none at the command line. */
  readonly acts?: readonly SignedAct[]
}

export interface ImportStore {
  read(): Promise<DirectoryRecords>
  /**
   * Reads, lets decide and writes in one transaction, one import at a time. A write raises `directoryVersion`, so that
   * every process loads the directory anew.
   */
  update<Outcome>(decide: (current: DirectoryRecords) => ImportDecision<Outcome>): Promise<Outcome>
}
