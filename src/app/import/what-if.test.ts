import { describe, expect, it } from 'vitest'
import { givenUnderstanding } from '../../../test/support/given.ts'
import { groupId, topicId } from '../../domain/ids.ts'
import type { Understand } from '../../domain/understanding.ts'
import { type DirectoryRecords, noRecords } from './records.ts'
import { type PastTicket, compareRouting } from './what-if.ts'

const institution = (code: string, answersFor: readonly string[]) => ({
  code,
  title: `Учреждение ${code}`,
  shortTitle: `У-${code}`,
  kind: 'committee',
  answersFor,
  parent: null,
  municipality: 'zar',
  timeZone: 'Europe/Moscow',
  workingHours: 'круглосуточно',
})
const topic = (id: string, responsibleKind: string): DirectoryRecords['topics'][number] => ({
  id,
  groupId: 'T',
  groupTitle: 'Темы',
  title: `Тема ${id}`,
  button: id,
  responsibleKind,
  fallbackKind: null,
  priority: 'normal',
  firstReplyHours: 8,
  finalAnswerHours: 56,
  needsPlace: false,
  isSensitive: false,
  safetyHint: null,
  phrases: [],
})
const before: DirectoryRecords = {
  ...noRecords,
  municipalities: [{ code: 'zar', title: 'Зарянск', kind: 'city', aliases: [] }],
  institutions: [institution('roads', ['ROADS']), institution('water', ['WATER'])],
  topics: [topic('T-01', 'ROADS'), topic('T-02', 'WATER')],
}
const rule = {
  number: 1,
  topic: 'T-01',
  topicGroup: null,
  municipality: 'zar',
  community: null,
  institution: 'water',
  note: '',
}
const ticket = (id: number, fields: Partial<PastTicket> = {}): PastTicket => ({
  id,
  groupId: groupId(1),
  topicId: topicId('T-01'),
  confidence: 1,
  municipality: 'zar',
  text: 'Анна, 8 910 123-45-67, яма',
  ...fields,
})
const build = (): Understand => () => givenUnderstanding()

describe('what if', () => {
  it('shows which tickets a rule would move, without words of their citizens', () => {
    const tickets = [ticket(1001), ticket(1002), ticket(1003, { topicId: topicId('T-02') })]

    const shown = compareRouting(tickets, before, { ...before, rules: [rule] }, build)

    expect(shown).toMatchObject({ tickets: 3, ownerChanged: 2, topicChanged: 0 })
    expect(shown.moves).toEqual([{ from: 'У-roads', to: 'У-water', tickets: 2 }])
    expect(shown.sample[0]?.after).toBe(
      'тема: Тема T-01 (уверенность 100 %); место: Зарянск; по правилу № 1 отвечает У-water',
    )
    expect(JSON.stringify(shown)).not.toMatch(/Анна|910/u)
  })

  it('shows nothing for a change that moves nothing', () => {
    const same = { ...before, rules: [{ ...rule, institution: 'roads' }] }

    expect(compareRouting([ticket(1001)], before, same, build)).toMatchObject({ ownerChanged: 0, sample: [] })
  })

  it('guesses anew what the bot had guessed, and a topic that is gone', () => {
    const understandAfter: Understand = () =>
      givenUnderstanding({ topics: [{ topicId: topicId('T-02'), confidence: 0.9 }] })
    const after = { ...before, topics: before.topics.slice(1) }
    const chosen = ticket(1001)
    const guessed = ticket(1002, { confidence: 0.8 })

    const shown = compareRouting([chosen, guessed], before, after, (directory) =>
      directory.topics.size === 1 ? understandAfter : build(),
    )

    expect(shown).toMatchObject({ topicChanged: 2 })
  })
})
