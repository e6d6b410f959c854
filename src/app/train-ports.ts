/** What training and measuring need from the text models; src/text has them. */
export interface LabelledText {
  readonly text: string
  /** Topic and institution as the history calls them; null when the cell is empty. */
  readonly labels: readonly (string | null)[]
}

export interface RankedLabel {
  readonly label: string
  /** Calibrated, 0…1. */
  readonly confidence: number
}

export interface TrainedModel {
  /** For each side the best labels by falling confidence. */
  rank(text: string, limit?: number): readonly (readonly RankedLabel[])[]
  toBytes(): Uint8Array
}

/** `titles`: what the labels are called, as texts; by default the labels themselves. */
export type TrainModel = (texts: readonly LabelledText[], titles?: readonly LabelledText[]) => TrainedModel

export const sides = ['topic', 'institution'] as const
export type Side = (typeof sides)[number]
