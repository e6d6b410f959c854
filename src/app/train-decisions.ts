/** What people decided about tickets, as examples to learn from. */
import { z } from 'zod'
import type { LabelledText } from './train-ports.ts'

/** A ticket about which somebody decided something that a text model guesses. */
export interface Decision extends LabelledText {
  readonly ticketId: string
}

export interface DecisionStore {
  /** How many tickets carry a decision. */
  count(): Promise<number>
  /** The latest so many, oldest first; labels are id of the topic and code of the institution. */
  read(limit: number): Promise<readonly Decision[]>
}

/** The history that a region brought (`otklik train --data`), kept for the next trainings. */
export interface HistoryFile {
  read(): Promise<readonly LabelledText[]>
  write(texts: readonly LabelledText[]): Promise<void>
}

/** One line of the kept history. */
export const historyLine = z.object({ text: z.string(), labels: z.array(z.string().nullable()) })

/** What decides when to train again. */
export interface RetrainingSituation {
  readonly decisions: number
  /** Decisions when the last training, kept or not, began; null when there was none. */
  readonly decisionsThen: number | null
  /** After so many new ones a training does not wait for the night. 0: never by itself. */
  readonly decisionsMin: number
  /** Hour of the region, 0…23. */
  readonly hour: number
}

/** The quietest hours of a public page. */
const nightHours = { from: 2, to: 5 } as const
/** So few say nothing; a night is not spent on them. */
const nightDecisionsMin = 20

export function shouldRetrain({
  decisions,
  decisionsThen,
  decisionsMin,
  hour,
}: RetrainingSituation): boolean {
  const fresh = decisions - (decisionsThen ?? 0)
  if (decisionsMin === 0) return false
  if (fresh >= decisionsMin) return true
  return hour >= nightHours.from && hour < nightHours.to && fresh >= Math.min(nightDecisionsMin, decisionsMin)
}
