/** What the directory itself says of its topics and institutions, as texts to learn from. */
import type { Directory } from '../domain/directory.ts'
import type { LabelledText } from './train-ports.ts'

/** Titles, buttons and phrases of topics; titles of institutions. Labels are ids and codes. */
export function titlesOf({ topics, institutions }: Directory): readonly LabelledText[] {
  return [
    ...[...topics.values()].flatMap(({ id, title, button, phrases }) =>
      [...new Set([title, button, ...phrases])].map((text) => ({ text, labels: [id, null] })),
    ),
    ...Array.from(institutions.values(), ({ code, title }) => ({ text: title, labels: [null, code] })),
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
