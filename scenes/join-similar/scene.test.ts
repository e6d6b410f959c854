import { beforeEach, describe, expect, it } from 'vitest'
import { ticketId } from '../../src/domain/ids.ts'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import { smallTown, understandByWords } from '../../test/support/small-town.ts'
import { labelsOf, pressed, submissionIn, textsOf, typed } from '../../test/support/turns.ts'
import { questionWithoutAsking } from '../question/without-asking.ts'
import { joinDraftOf, joinSimilarScene } from './scene.ts'

const { choose, offer } = joinSimilarScene.steps
const theirs = ticketId(12)

let town: DeskInMemory
let draft: ReturnType<typeof joinDraftOf>

beforeEach(() => {
  town = new DeskInMemory()
  town.directory = smallTown()
  town.understand = understandByWords
  const question = questionWithoutAsking([], town.desk())
  draft = joinDraftOf(question, {
    ticketId: theirs,
    topicTitle: 'Ямы на дорогах',
    place: 'ул. Мира, 22',
    people: 1,
  })
})

describe('the offer to join a ticket of others', () => {
  it('names what it is about and where, with two ways on', () => {
    const outcome = offer(draft, typed('Яма'), town.desk())

    expect(textsOf(outcome).join()).toContain('«Ямы на дорогах», ул. Мира, 22')
    expect(labelsOf(outcome)).toEqual(['Присоединиться', 'Нет, у меня другое'])
  })

  it.each(['ок', 'Хорошо'])('is taken by the typed word «%s»', (word) => {
    expect(submissionIn(choose(draft, typed(word), town.desk()))).toMatchObject({ joins: theirs })
  })

  it('is asked once: who tells on gets a ticket of one’s own with these words', () => {
    const outcome = choose(draft, typed('И ещё там темно'), town.desk())

    expect(submissionIn(outcome)).toMatchObject({
      joins: null,
      question: { messages: [{ text: 'И ещё там темно' }] },
    })
  })

  it('gives way to danger, with advice first', () => {
    const outcome = choose(draft, typed('Там пахнет газом'), town.desk())

    expect(textsOf(outcome).join()).toContain('104')
    expect(submissionIn(outcome)).toMatchObject({ joins: null, question: { danger: 'gas' } })
  })

  it('gives way to the wish for a person', () => {
    const outcome = choose(draft, pressed({ kind: 'human' }), town.desk())

    expect(submissionIn(outcome)).toMatchObject({ joins: null, question: { wantsHuman: true } })
  })

  it('stays open when an old button says nothing', () => {
    expect(choose(draft, pressed({ kind: 'rewrite' }), town.desk())).toMatchObject({
      type: 'wait',
      step: 'choose',
    })
  })
})
