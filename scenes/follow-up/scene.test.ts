import { beforeEach, describe, expect, it } from 'vitest'
import { ticketId } from '../../src/domain/ids.ts'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import { givenTicket, noon, photo } from '../../test/support/given.ts'
import { noWater, smallTown, understandByWords } from '../../test/support/small-town.ts'
import { draftOf, labelsOf, pressed, submissionIn, textsOf, typed } from '../../test/support/turns.ts'
import { followUpScene } from './scene.ts'

const choose = followUpScene.steps.choose
const first = ticketId(12)
const second = ticketId(15)
const draft = { messages: [], ticketIds: [first, second] }

let town: DeskInMemory

beforeEach(() => {
  town = new DeskInMemory()
  town.directory = smallTown()
  town.understand = understandByWords
  town.add(givenTicket({ id: first }))
  town.add(givenTicket({ id: second }))
})

describe('words of somebody with several open tickets', () => {
  it('bring the question to which they belong', () => {
    const outcome = choose(draft, typed('И ещё там темно'), town.desk())

    expect(outcome).toMatchObject({ type: 'wait', draft: { messages: [{ text: 'И ещё там темно' }] } })
    expect(labelsOf(outcome)).toEqual(['К № 12', 'К № 15', 'Это новый вопрос'])
  })

  it('join the chosen ticket, all of them, in order', async () => {
    const asked = choose(draft, typed('И ещё там темно'), town.desk())
    const more = choose(draftOf(asked), typed('', { attachments: [photo] }), town.desk())
    const chosen = choose(draftOf(more), pressed({ kind: 'addTo', ticketId: first }), town.desk())

    const replies = await submit(chosen)

    expect(town.words.get(first)).toMatchObject([{ text: 'И ещё там темно' }, { attachments: [photo] }])
    expect(textsOf({ replies })).toEqual([expect.stringContaining('Добавил к обращению № 12')])
  })

  it('become a new question when the chosen ticket was answered meanwhile', async () => {
    const asked = choose(draft, typed('Нет воды'), town.desk())
    const chosen = choose(draftOf(asked), pressed({ kind: 'addTo', ticketId: first }), town.desk())
    town.close(first)

    const replies = await submit(chosen)

    expect(town.questions).toMatchObject([{ topicId: noWater.id, messages: [{ text: 'Нет воды' }] }])
    expect(textsOf({ replies })).toEqual([
      expect.stringMatching(/№ 12 уже закрыто.*\n\nОбращение № 3 принято/u),
    ])
  })

  it('become a new question when the button was forged', async () => {
    const asked = choose(draft, typed('Нет воды'), town.desk())
    const forged = choose(draftOf(asked), pressed({ kind: 'addTo', ticketId: ticketId(999) }), town.desk())

    const replies = await submit(forged)

    expect(town.questions).toMatchObject([{ messages: [{ text: 'Нет воды' }] }])
    expect(textsOf({ replies })).toEqual([expect.not.stringContaining('999')])
  })

  it('of danger are registered at once as a new question, after the advice', async () => {
    const outcome = choose(draft, typed('Пахнет газом!'), town.desk())

    const replies = await submit(outcome)

    expect(textsOf(outcome)).toEqual([expect.stringMatching(/104/u)])
    expect(town.questions).toMatchObject([{ danger: 'gas', messages: [{ text: 'Пахнет газом!' }] }])
    expect(textsOf({ replies })).toEqual([expect.stringContaining('принято')])
  })

  it('go to the newest ticket when the person never chose', () => {
    const asked = choose(draft, typed('И ещё там темно'), town.desk())

    expect(followUpScene.salvage(draftOf(asked))).toMatchObject({
      ticketId: second,
      messages: [{ text: 'И ещё там темно' }],
    })
    expect(followUpScene.salvage(draft)).toBeNull()
  })

  it('are offered no more tickets than VK has room for', () => {
    const many = { messages: [], ticketIds: [1, 2, 3, 4, 5, 6, 7, 8] }

    expect(labelsOf(choose(many, typed('ещё'), town.desk()))).toEqual([
      'К № 5',
      'К № 6',
      'К № 7',
      'К № 8',
      'Это новый вопрос',
    ])
  })
})

const submit = (outcome: ReturnType<typeof choose>) =>
  followUpScene.submit(submissionIn(outcome), { ...typed('Кнопка'), now: noon }, town.desk())
