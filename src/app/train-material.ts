/** What a model learns from: texts, and what the directory itself says of its topics and institutions. */
import type { Directory } from '../domain/directory.ts'
import type { LabelledText } from './train-ports.ts'

/** Labels are ids of topics and codes of institutions. */
export interface TrainingMaterial {
  readonly texts: readonly LabelledText[]
  readonly titles: readonly LabelledText[]
}

/**
 * Of a region's 1,700 institutions most answer rarely, and a text says nothing of which school it is about. More labels
 * would only make every guess slower and the model larger, both by as much as there are labels.
 */
const institutionsMax = 300

/** Texts of labels of the directory, with its titles: all topics, and the institutions that answered most often. */
export function trainingMaterial(texts: readonly LabelledText[], directory: Directory): TrainingMaterial {
  const frequent = mostFrequent(texts)
  return {
    texts: texts.map(({ text, labels: [topic = null, institution = null] }) => ({
      text,
      labels: [topic, institution !== null && frequent.has(institution) ? institution : null],
    })),
    titles: titlesOf(directory, frequent),
  }
}

function mostFrequent(texts: readonly LabelledText[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { labels } of texts) {
    const institution = labels[1] ?? null
    if (institution !== null) counts.set(institution, (counts.get(institution) ?? 0) + 1)
  }
  const ordered = [...counts].toSorted(([, left], [, right]) => right - left)
  return new Set(ordered.slice(0, institutionsMax).map(([institution]) => institution))
}

/** Titles, buttons and phrases of topics; titles of institutions. */
function titlesOf({ topics, institutions }: Directory, learnt: ReadonlySet<string>): readonly LabelledText[] {
  return [
    ...[...topics.values()].flatMap(({ id, title, button, phrases }) =>
      [...new Set([title, button, ...phrases])].map((text) => ({ text, labels: [id, null] })),
    ),
    ...[...institutions.values()]
      .filter(({ code }) => learnt.has(code))
      .map(({ code, title }) => ({ text: title, labels: [null, code] })),
  ]
}

/** The labels themselves, as texts: for a history whose directory is not at hand. */
export function labelsAsTitles(texts: readonly LabelledText[]): readonly LabelledText[] {
  const sideCount = texts[0]?.labels.length ?? 0
  return Array.from({ length: sideCount }, (_, side) => side).flatMap((side) =>
    Array.from(new Set(texts.flatMap(({ labels }) => labels[side] ?? [])), (label) => ({
      text: label,
      labels: Array.from({ length: sideCount }, (_, other) => (other === side ? label : null)),
    })),
  )
}
