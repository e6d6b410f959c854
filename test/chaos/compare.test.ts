import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import type { Evidence, SaidInVk } from './evidence.ts'
import { Ledger } from './ledger.ts'
import { tellStory } from './story.ts'

const citizen = { groupId: 1, peerId: 70 }
const workplace = { groupId: 9, peerId: 50 }
const receipt = 'Обращение № 1001 принято.\nОтветит: Дороги.'
const answer = 'Ответ на обращение № 1001:\n\nПочиним (метка с1)\n\n— Дороги'

const card = 'Новое обращение № 1001'
const closedCard = 'Обращение № 1001 закрыто'

const said = (place: typeof citizen, cmid: number, author: SaidInVk['author'], text: string): SaidInVk => ({
  ...place,
  cmid,
  author,
  text,
  date: 1_000 + cmid,
  randomId: author === 'bot' ? cmid : 0,
})

const dialogues: readonly SaidInVk[] = [
  said(citizen, 1, 'person', 'Яма (метка ж1)'),
  said(citizen, 2, 'bot', receipt),
  said(citizen, 3, 'person', 'Большая (метка ж2)'),
  said(citizen, 4, 'bot', 'Добавил к обращению № 1001.'),
  said(citizen, 5, 'person', 'Мои обращения'),
  said(citizen, 6, 'bot', 'Ваши обращения:'),
  said(citizen, 7, 'bot', answer),
  said(workplace, 1, 'bot', closedCard),
  said(workplace, 2, 'person', 'Починим (метка с1)'),
  said(workplace, 3, 'bot', 'Ответ на № 1001 отправлен. Спасибо!'),
]

const decided = dialogues
  .filter(({ author }) => author === 'bot')
  .map(({ groupId, peerId, cmid, text, randomId }, index) => ({
    id: index + 1,
    groupId,
    peerId,
    cmid,
    text: text === closedCard ? card : text,
    randomId,
    status: 'sent',
    error: null,
    editsId: null,
  }))

/** A run in which everything went well, as both sides tell it. */
const clean: Evidence = {
  said: dialogues,
  inbox: dialogues
    .filter(({ author }) => author === 'person')
    .map(({ groupId, peerId, cmid }) => ({
      groupId,
      peerId,
      cmid,
      type: 'message_new',
      status: 'done',
      reason: null,
    })),
  outbox: [
    ...decided,
    ...decided
      .filter(({ text }) => text === card)
      .map((row) => ({ ...row, id: 99, randomId: 99, text: closedCard, editsId: row.id })),
  ],
  tickets: [{ id: 1001, ...citizen, status: 'answered' }],
  ticketEvents: [
    { ticketId: 1001, type: 'ticketOpened', cmid: null, vkDate: 1_001 },
    { ticketId: 1001, type: 'messageAdded', cmid: 3, vkDate: 1_003 },
    { ticketId: 1001, type: 'ticketAnswered', cmid: null, vkDate: null },
  ],
  words: [
    { ticketId: 1001, author: 'citizen', text: 'Яма (метка ж1)', cmid: 1 },
    { ticketId: 1001, author: 'citizen', text: 'Большая (метка ж2)', cmid: 3 },
    { ticketId: 1001, author: 'staff', text: 'Починим (метка с1)', cmid: null },
  ],
  openGaps: [],
}

const problemsOf = (change: Partial<Evidence>): string =>
  compare({ ...clean, ...change })
    .map(({ what }) => what)
    .join('\n')

const without = <Value>(values: readonly Value[], index: number): readonly Value[] =>
  values.toSpliced(index, 1)
const twice = <Value>(values: readonly Value[], index: number): readonly Value[] =>
  values.toSpliced(index, 0, ...values.slice(index, index + 1))
const changed = <Value>(values: readonly Value[], index: number, change: Partial<Value>): readonly Value[] =>
  values.map((value, position) => (position === index ? { ...value, ...change } : value))
const swapped = <Value>(values: readonly Value[], index: number): readonly Value[] =>
  values.toSpliced(index, 2, ...values.slice(index, index + 2).toReversed())

describe('the comparison of both sides', () => {
  it('finds nothing in a run that went well', () => {
    expect(problemsOf({})).toBe('')
  })

  it.each<[string, Partial<Evidence>, string]>([
    ['a message that never came in', { inbox: without(clean.inbox, 0) }, 'message 1 came in 0 times'],
    ['a message that came in twice', { inbox: twice(clean.inbox, 1) }, 'message 3 came in 2 times'],
    [
      'a message that nobody wrote',
      {
        inbox: [...clean.inbox, { ...citizen, type: 'message_new', cmid: 99, status: 'done', reason: null }],
      },
      'message 99 that VK does not have',
    ],
    ['a message that waits', { inbox: changed(clean.inbox, 0, { status: 'pending' }) }, 'is pending'],
    [
      'a message that was parked',
      { inbox: changed(clean.inbox, 0, { status: 'parked', reason: 'TypeError' }) },
      'is parked: TypeError',
    ],
    [
      'a reply that was never sent',
      { outbox: changed(clean.outbox, 0, { status: 'pending', cmid: null }) },
      'outbox 1 is pending',
    ],
    [
      'a reply that VK refused',
      { outbox: changed(clean.outbox, 0, { status: 'failed', error: 'VK 901' }) },
      'outbox 1 is failed: VK 901',
    ],
    ['a reply that VK does not have', { said: without(dialogues, 3) }, '4 rows of the outbox, 3 messages'],
    ['a reply that came twice', { said: twice(dialogues, 3) }, '4 rows of the outbox, 5 messages'],
    ['a reply that nobody decided', { outbox: without(clean.outbox, 1) }, '3 rows of the outbox, 4 messages'],
    [
      'a change of a message that VK does not show',
      {
        said: dialogues.map((message) =>
          message.text === closedCard ? { ...message, text: card } : message,
        ),
      },
      'the first difference is at 0',
    ],
    ['a change that nobody decided', { outbox: decided }, 'the first difference is at 0'],
    ['replies in another order', { outbox: swapped(clean.outbox, 0) }, 'the first difference is at 0'],
    [
      'a reply with other words',
      { outbox: changed(clean.outbox, 1, { text: 'Добавил к № 7.' }) },
      'the first difference is at 1',
    ],
    ['words that reached no ticket', { words: without(clean.words, 1) }, 'message 3) are in tickets 0 times'],
    ['words that are there twice', { words: twice(clean.words, 1) }, 'message 3) are in tickets 2 times'],
    [
      'words that were said otherwise',
      { words: changed(clean.words, 0, { text: 'Яма' }) },
      'that were not said so',
    ],
    [
      'a ticket without a receipt',
      { said: changed(dialogues, 1, { text: 'Принято' }) },
      'ticket 1001 has 0 receipts',
    ],
    ['a receipt of nothing', { tickets: [], ticketEvents: [], words: [] }, 'a receipt of ticket 1001'],
    ['an answer that did not arrive', { said: without(dialogues, 6) }, '"reached":0'],
    ['an answer that arrived twice', { said: twice(dialogues, 6) }, '"reached":2'],
    ['an answer that was not confirmed', { said: without(dialogues, 9) }, '"confirmed":0'],
    [
      'an answer with other words',
      { words: changed(clean.words, 2, { text: 'Нет' }) },
      'the citizen read something else',
    ],
    [
      'an answer in another dialogue',
      { said: changed(dialogues, 6, { peerId: 71 }) },
      'the answer went to another dialogue',
    ],
    ['an answer that the log forgot', { ticketEvents: without(clean.ticketEvents, 2) }, '"answered":0'],
    ['a log that answers twice', { ticketEvents: twice(clean.ticketEvents, 2) }, 'closed 2 times'],
    ['a log without a beginning', { ticketEvents: without(clean.ticketEvents, 0) }, 'opened 0 times'],
    [
      'a log that counts a message twice',
      { ticketEvents: twice(clean.ticketEvents, 1) },
      'a message counts twice',
    ],
    [
      'a log that names a message of nobody',
      { ticketEvents: changed(clean.ticketEvents, 1, { cmid: 98 }) },
      'names message 98',
    ],
    [
      'a log with another date',
      { ticketEvents: changed(clean.ticketEvents, 1, { vkDate: 5 }) },
      'has the date 5',
    ],
    [
      'words after the answer',
      { ticketEvents: swapped(clean.ticketEvents, 1) },
      'messageAdded after it was closed',
    ],
    [
      'a person nobody replied to',
      { said: [...dialogues, said(citizen, 8, 'person', 'Спасибо')] },
      'nobody replied to «Спасибо»',
    ],
    [
      'a list that was not given',
      { said: without(dialogues, 5) },
      'asked for the list 1 times, got it 0 times',
    ],
    ['history that was not read', { openGaps: [1] }, 'a gap was never read'],
  ])('finds %s', (_what, change, sentence) => {
    expect(problemsOf(change)).toContain(sentence)
  })

  it('takes an unreadable event that was parked for right', () => {
    const poison = { groupId: 1, peerId: 0, type: 'message_new', cmid: null, reason: 'broken' }

    expect(problemsOf({ inbox: [...clean.inbox, { ...poison, status: 'parked' }] })).toBe('')
    expect(problemsOf({ inbox: [...clean.inbox, { ...poison, status: 'pending' }] })).toContain('is pending')
  })

  it('expects what was written by hand in the inbox, and no reply after it', () => {
    const byHand = { ...said(citizen, 8, 'operator', 'Заходите'), randomId: 0 }
    const row = { ...citizen, type: 'message_reply', cmid: 8, status: 'done', reason: null }

    expect(problemsOf({ said: [...dialogues, byHand], inbox: [...clean.inbox, row] })).toBe('')
    expect(problemsOf({ said: [...dialogues, byHand] })).toContain('message 8 came in 0 times')
  })

  it('finds answers that came in another order than they were given', () => {
    const second = { id: 1002, ...citizen, status: 'answered' }
    const more = {
      tickets: [...clean.tickets, second],
      ticketEvents: [
        { ticketId: 1002, type: 'ticketAnswered', cmid: null, vkDate: null },
        ...clean.ticketEvents,
      ],
      said: [...dialogues, said(citizen, 8, 'bot', 'Ответ на обращение № 1002:\n\nДа')],
    }

    expect(problemsOf(more)).toContain('answers came in another order: 1001, 1002')
  })

  it('tells the story of a dialogue with what happened around it', () => {
    const ledger = new Ledger()
    ledger.entries.push({ atMs: 1_002_500, what: 'killed' }, { atMs: 99_000_000, what: 'much later' })

    const story = tellStory(clean, ledger, { ...citizen, what: 'something' })

    expect(story).toContain('person 1: Яма (метка ж1) [inbox: done]')
    expect(story.indexOf('* killed')).toBeGreaterThan(story.indexOf('bot 2'))
    expect(story.indexOf('* killed')).toBeLessThan(story.indexOf('person 3'))
    expect(story).toContain('ticket 1001 messageAdded 3')
    expect(story).not.toContain('much later')
    expect(story).not.toContain('Новое обращение')
  })
})
