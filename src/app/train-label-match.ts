/** Finds the directory's own topics and institutions behind the words of a history. */
import type { Directory } from '../domain/directory.ts'
import type { Appeal } from './train-appeals.ts'

export interface MatchedAppeals {
  /** Labels are ids of topics and codes of institutions. */
  readonly appeals: readonly Appeal[]
  /** Words that match nothing, with the number of rows, the commonest first. */
  readonly unknownTopics: readonly (readonly [string, number])[]
  readonly unknownInstitutions: readonly (readonly [string, number])[]
}

/** Rows that match neither topic nor institution are left out. */
export function matchLabels(appeals: readonly Appeal[], directory: Directory): MatchedAppeals {
  const topics = new Map<string, string>()
  for (const { id, title, button } of directory.topics.values())
    for (const name of [button, title, id]) topics.set(plain(name), id)
  const institutions = new Map<string, string>()
  for (const { code, title, shortTitle } of directory.institutions.values())
    for (const name of [shortTitle, title, code]) institutions.set(plain(name), code)
  const unknown = { topics: new Map<string, number>(), institutions: new Map<string, number>() }
  const find = (
    label: string | null | undefined,
    known: ReadonlyMap<string, string>,
    misses: Map<string, number>,
  ): string | null => {
    if (label === null || label === undefined) return null
    const found = known.get(plain(label)) ?? null
    if (found === null) misses.set(label, (misses.get(label) ?? 0) + 1)
    return found
  }
  const matched = appeals.map((appeal) => ({
    ...appeal,
    labels: [
      find(appeal.labels[0], topics, unknown.topics),
      find(appeal.labels[1], institutions, unknown.institutions),
    ],
  }))
  const commonest = (misses: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
    [...misses].toSorted((left, right) => right[1] - left[1])
  return {
    appeals: matched.filter(({ labels }) => labels.some((label) => label !== null)),
    unknownTopics: commonest(unknown.topics),
    unknownInstitutions: commonest(unknown.institutions),
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
