/**
 * Figures of response, as coordinators read them. Computed from the event log alone.
 *
 * Definitions: t0 is VK's date of the citizen's first message. The first human response is the first public message
 * of a person of an institution, also one written by hand in VK; nothing that the bot says counts. The final answer is the last resolution.
 * An answer that VK could not deliver is no answer: its ticket goes on waiting.
 */
export interface StatisticsRow {
  /** Null: the coordinators. */
  readonly institutionId: number | null
  readonly institution: string
  readonly tickets: number
  readonly answered: number
  readonly waiting: number
  /** Open and past a deadline at the moment of asking. */
  readonly overdue: number
  /** Wall-clock seconds from t0; null when nothing was answered. */
  readonly firstResponseMedianSeconds: number | null
  readonly firstResponseP90Seconds: number | null
  readonly finalAnswerMedianSeconds: number | null
  readonly finalAnswerP90Seconds: number | null
}

export interface StatisticsTable {
  /** ISO moments: tickets opened from (inclusive) to (exclusive). */
  readonly from: string
  readonly to: string
  readonly total: StatisticsRow
  readonly institutions: readonly StatisticsRow[]
}
