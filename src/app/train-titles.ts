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
