/** A region as a history knows it: its topics, and each answered by whoever answered it most often. */
import type { Appeal } from '../../src/app/train-appeals.ts'
import { usualWording } from '../../src/domain/bot-texts/wording.ts'
import type { Directory, Institution, RoutingRule, Topic } from '../../src/domain/directory.ts'
import { groupId, institutionId, topicId } from '../../src/domain/ids.ts'
import type { TextExample } from '../../src/text/train-text-model.ts'

const page = groupId(1)

export function regionOfAppeals(appeals: readonly Appeal[]): {
  readonly directory: Directory
  /** The appeals with labels that name topics and institutions of the directory. */
  readonly examples: readonly TextExample[]
} {
  const titles = distinct(appeals.map(({ labels }) => labels[0] ?? null))
  const owners = distinct(appeals.map(({ labels }) => labels[1] ?? null))
  const idOf = (title: string): string => `T-${titles.indexOf(title) + 1}`
  const codeOf = (owner: string): string => `I-${owners.indexOf(owner) + 1}`
  const rules = titles.flatMap((title, index): RoutingRule[] => {
    const owner = commonest(
      appeals.filter(({ labels }) => labels[0] === title).map(({ labels }) => labels[1] ?? null),
    )
    if (owner === null) return []
    return [
      {
        number: index + 1,
        topicId: topicId(idOf(title)),
        topicGroupId: null,
        municipalityId: null,
        communityId: null,
        institutionId: institutionId(owners.indexOf(owner) + 1),
      },
    ]
  })
  const topics = titles.map((title) => topicOf(idOf(title), title))
  const institutions = owners.map((owner, index) => institutionOf(index + 1, codeOf(owner), owner))
  const directory: Directory = {
    version: 1,
    municipalities: new Map(),
    institutions: new Map(institutions.map((institution) => [institution.id, institution])),
    communities: new Map([
      [page, { groupId: page, title: '', institutionId: null, municipalityId: null, purpose: 'public' }],
    ]),
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    rules,
    calendarDays: [],
    answerRules: [],
    faq: [],
    wording: usualWording,
  }
  const examples = appeals.map(({ text, labels: [topic = null, owner = null] }) => ({
    text,
    labels: [topic === null ? null : idOf(topic), owner === null ? null : codeOf(owner)],
  }))
  return { directory, examples }
}

const distinct = (labels: readonly (string | null)[]): readonly string[] => [
  ...new Set(labels.filter((label) => label !== null)),
]

function commonest(labels: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].toSorted((left, right) => right[1] - left[1])[0]?.[0] ?? null
}

const topicOf = (id: string, title: string): Topic => ({
  id: topicId(id),
  groupId: 'ALL',
  groupTitle: title,
  title,
  button: title,
  responsibleKind: 'CUR',
  fallbackKind: null,
  priority: 'normal',
  firstReplyHours: 8,
  finalAnswerHours: 56,
  needsPlace: false,
  isSensitive: false,
  safetyHint: null,
  phrases: [],
})

const institutionOf = (number: number, code: string, title: string): Institution => ({
  id: institutionId(number),
  code,
  title,
  shortTitle: title,
  kind: 'administration',
  answersFor: [],
  parentId: null,
  municipalityId: null,
  timeZone: 'Europe/Moscow',
  workingHours: 'пн-пт 09:00-18:00',
})
