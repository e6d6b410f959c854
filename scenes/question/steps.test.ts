import { describe, expect, it } from 'vitest'
import { givenMessage, givenUnderstanding } from '../../test/support/given.ts'
import { noWater, pits, reception } from '../../test/support/small-town.ts'
import {
  draftOf,
  givenDesk,
  labelsOf,
  pressed,
  submissionIn,
  textsOf,
  typed,
} from '../../test/support/turns.ts'
import { draftMessage } from '../draft.ts'
import { questionScene } from './scene.ts'
import { type QuestionDraft, emptyQuestion } from './draft.ts'
import { place, topic, words } from './steps.ts'

const lesnaya = 'Лесная, 5'
const onMap = { latitude: 54.6, longitude: 39.7, title: null }
const desk = givenDesk()

describe('«человек»', () => {
  it('first asks what it is about, then is registered whatever is said', () => {
    const called = words(emptyQuestion, typed('человек'), desk)
    const told = words(draftOf(called), typed('Всё плохо'), desk)

    expect(called).toMatchObject({ type: 'wait', step: 'words', draft: { wantsHuman: true } })
    expect(told).toMatchObject({ type: 'submit', submission: { wantsHuman: true, topicId: pits.id } })
  })

  it.each([
    ['topic', topic],
    ['place', place],
  ] as const)('registers at once instead of the %s', (_step, step) => {
    expect(step(askedFor('Всё плохо'), typed('Позвать человека'), desk)).toMatchObject({
      type: 'submit',
      submission: { wantsHuman: true, messages: [{ text: 'Всё плохо' }] },
    })
  })
})

describe('a cry for help', () => {
  const story = 'Всё плохо, ' + 'и это тянется уже который год, никто не отвечает на письма '.repeat(3)

  it.each([
    ['topic', topic],
    ['words', words],
    ['place', place],
  ] as const)('is heard at the end of a long story, at the step %s', (_step, step) => {
    const outcome = step(askedFor(story), typed('Пожар! Горим!'), desk)

    expect(outcome).toMatchObject({ type: 'submit', submission: { danger: 'fire' } })
    expect(textsOf(outcome)[0]).toContain('112')
  })
})

describe('an advertisement', () => {
  const understand = () => givenUnderstanding({ utterance: 'advertisement' })
  const shown = words(emptyQuestion, typed('Казино, бонус каждому, пишите в личку'), { ...desk, understand })

  it('is registered for nobody, and says so', () => {
    expect(shown).toMatchObject({ type: 'wait', step: 'words', draft: { isAd: true } })
    expect(questionScene.salvage(draftOf(shown))).toBeNull()
  })

  it('is a question when the person says so', () => {
    const outcome = words(draftOf(shown), pressed({ kind: 'skip' }), desk)

    expect(outcome).toMatchObject({
      type: 'submit',
      submission: { messages: [{ text: 'Казино, бонус каждому, пишите в личку' }] },
    })
  })
})

describe('swearing without a matter', () => {
  const rude = { ...desk, understand: () => givenUnderstanding({ utterance: 'abuse' }) }

  it('is answered calmly with a way to ask, once', () => {
    const first = words(emptyQuestion, typed('Дураки'), rude)
    const second = words(draftOf(first), typed('Дураки'), rude)

    expect(textsOf(first)[0]).toContain('что случилось и где')
    expect(labelsOf(second)).toContain('Позвать человека')
  })
})

describe('the answer to «о чём вопрос?»', () => {
  it('is the button that was pressed', () => {
    const outcome = topic(askedFor('Всё плохо'), pressed({ kind: 'topic', topicId: reception.id }), desk)

    expect(outcome).toMatchObject({ type: 'submit', submission: { topicId: reception.id, confidence: 1 } })
  })

  it('leads to the place when the chosen topic needs one', () => {
    const outcome = topic(
      askedFor('Всё плохо', ['topic']),
      pressed({ kind: 'topic', topicId: noWater.id }),
      desk,
    )

    expect(outcome).toMatchObject({ type: 'wait', step: 'place', draft: { topicId: noWater.id } })
  })

  it.each(['Другое', 'Не знаю'])('may be «%s»: then a person sorts it', (text) => {
    expect(topic(askedFor('Всё плохо'), typed(text), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: null, messages: [{ text: 'Всё плохо' }] },
    })
  })

  it('may be more words, which are read together with the first', () => {
    const outcome = topic(askedFor('Всё плохо'), typed(`Нет воды, ${lesnaya}`), desk)

    expect(outcome).toMatchObject({
      type: 'submit',
      submission: { messages: [{ text: 'Всё плохо' }, { text: `Нет воды, ${lesnaya}` }] },
    })
  })

  it('is not asked for twice: unclear words are registered with the best guess', () => {
    expect(topic(askedFor('Всё плохо'), typed(`Очень плохо, ${lesnaya}`), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: pits.id, confidence: 0.4 },
    })
  })

  it('may be words of danger, which are registered at once', () => {
    const outcome = topic(askedFor('Всё плохо'), typed('Пахнет газом!'), desk)

    expect(outcome).toMatchObject({ type: 'submit', submission: { danger: 'gas' } })
    expect(textsOf(outcome)).toEqual([expect.stringMatching(/104/u)])
  })

  it('may be a forged topic: it is ordinary words', () => {
    const forged = typed('Кнопка', { payload: { c: 'topic', t: 'NO-SUCH' } })

    expect(topic(askedFor('Всё плохо'), forged, desk).type).not.toBe('leave')
  })
})

describe('the answer to «где это?»', () => {
  it('is the words, whatever they are', () => {
    expect(place(askedFor('Яма'), typed('за третьей школой'), desk)).toMatchObject({
      type: 'submit',
      submission: {
        place: 'за третьей школой',
        messages: [{ text: 'Яма' }, { text: 'за третьей школой' }],
      },
    })
  })

  it('is the place on the map', () => {
    expect(place(askedFor('Яма'), typed('', { geo: onMap, payload: { c: 'place' } }), desk)).toMatchObject({
      type: 'submit',
      submission: { geo: onMap, place: '54.60000, 39.70000' },
    })
  })

  it('names the municipality too', () => {
    expect(place(askedFor('Яма'), typed('Лесногорск, Лесная, 5'), desk)).toMatchObject({
      submission: { municipalityId: 1 },
    })
  })

  it('may be left out', () => {
    expect(place(askedFor('Яма'), typed('пропустить'), desk)).toMatchObject({
      type: 'submit',
      submission: { place: null, messages: [{ text: 'Яма' }] },
    })
  })

  it('keeps within the length that fits a card, with all the words in the message', () => {
    const long = 'за школой '.repeat(40).trim()

    const outcome = place(askedFor('Яма'), typed(long), desk)

    expect(submissionIn(outcome).place?.length).toBeLessThanOrEqual(120)
    expect(submissionIn(outcome).messages[1]?.text).toBe(long)
  })

  it('brings the advice when it speaks of danger', () => {
    const outcome = place(askedFor('Яма'), typed('Лесная, 5, и пахнет газом'), desk)

    expect(outcome).toMatchObject({ type: 'submit', submission: { danger: 'gas' } })
    expect(textsOf(outcome)).toEqual([expect.stringMatching(/104/u)])
  })

  it.each(['спасибо', 'ок', '👍'])('is not «%s»', (text) => {
    expect(place(askedFor('Яма'), typed(text), desk)).toMatchObject({
      type: 'submit',
      submission: { place: null, messages: [{ text: 'Яма' }, { text }] },
    })
  })

  it('is not the button of the topic pressed twice', () => {
    const asked = topic(
      askedFor('Всё плохо', ['topic']),
      pressed({ kind: 'topic', topicId: noWater.id }),
      desk,
    )

    const again = place(draftOf(asked), pressed({ kind: 'topic', topicId: pits.id }), desk)

    expect(again).toMatchObject({ type: 'wait', step: 'place', draft: { topicId: pits.id, place: null } })
  })
})

describe('a question', () => {
  it('asks for the topic and the place at most once each', () => {
    const first = words(emptyQuestion, typed('Всё плохо'), desk)
    const second = topic(draftOf(first), pressed({ kind: 'topic', topicId: pits.id }), desk)
    const third = place(draftOf(second), typed('не скажу'), desk)

    expect([first.type, second.type, third.type]).toEqual(['wait', 'wait', 'submit'])
  })
})

/** The draft of somebody who has said this and is now being asked. */
const askedFor = (text: string, asked: QuestionDraft['asked'] = ['topic', 'place']): QuestionDraft => ({
  ...emptyQuestion,
  messages: [draftMessage(givenMessage({ text }))],
  asked,
})
