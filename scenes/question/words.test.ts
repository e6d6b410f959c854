import { describe, expect, it } from 'vitest'
import { givenUnderstanding, photo, sticker, voice } from '../../test/support/given.ts'
import { noWater, pits, reception, schoolPage } from '../../test/support/small-town.ts'
import { draftOf, givenDesk, labelsOf, pressed, textsOf, typed } from '../../test/support/turns.ts'
import { emptyQuestion } from './draft.ts'
import { words } from './steps.ts'

const lesnaya = 'Лесная, 5'
const onMap = { latitude: 54.6, longitude: 39.7, title: null }
const desk = givenDesk()

describe('the first words', () => {
  it('are registered at once when topic and place are clear', () => {
    const outcome = words(emptyQuestion, typed(`Яма у дома ${lesnaya}`), desk)

    expect(outcome).toMatchObject({
      type: 'submit',
      replies: [],
      submission: { topicId: pits.id, confidence: 0.9, place: lesnaya, wantsHuman: false, danger: null },
    })
  })

  it('are registered at once when the topic needs no place', () => {
    expect(words(emptyQuestion, typed('Когда приём у главы?'), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: reception.id, place: null },
    })
  })

  it('bring the question of the place when only that is missing', () => {
    const outcome = words(emptyQuestion, typed('Огромная яма'), desk)

    expect(outcome).toMatchObject({
      type: 'wait',
      step: 'place',
      draft: { topicId: pits.id, asked: ['place'] },
    })
    expect(labelsOf(outcome)).toEqual(['location', 'Пропустить', 'Отмена'])
  })

  it('bring the question of the topic, with three likely ones and «Другое», when it would change the owner', () => {
    const outcome = words(emptyQuestion, typed('Всё плохо'), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'topic', draft: { asked: ['topic'] } })
    expect(labelsOf(outcome)).toEqual([pits.button, noWater.button, reception.button, 'Другое', 'Отмена'])
  })

  it('bring no question of the topic where every likely one has the same owner', () => {
    const ofSchool = givenDesk({ groupId: schoolPage.groupId, ownerOf: () => ownedBySchool })

    const outcome = words(emptyQuestion, typed(`Всё плохо, ${lesnaya}`), ofSchool)

    expect(outcome).toMatchObject({ type: 'submit', submission: { topicId: pits.id, confidence: 0.4 } })
  })

  it('are registered without a topic when nothing is likely: a person will sort it', () => {
    expect(words(emptyQuestion, typed('Абракадабра абракадабра'), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: null, confidence: null },
    })
  })

  it('are asked to say a little more when a word is all there is, and only once', () => {
    const outcome = words(emptyQuestion, typed('Помогите'), desk)

    expect(outcome).toMatchObject({
      type: 'wait',
      step: 'words',
      draft: { messages: [{ text: 'Помогите' }] },
    })
    expect(words(draftOf(outcome), typed('Пожалуйста!'), desk)).toMatchObject({ type: 'submit' })
  })

  it.each(['Когда каникулы', 'Где ёлка?', 'как работает музей'])(
    'are registered as they are when they are a whole question of few words: «%s»',
    (text) => {
      expect(words(emptyQuestion, typed(text), desk)).toMatchObject({
        type: 'submit',
        replies: [],
        submission: { topicId: null, messages: [{ text }] },
      })
    },
  )

  describe('that ask for something with one unsure guess', () => {
    const meeting = givenUnderstanding({ topics: [{ topicId: pits.id, confidence: 0.58 }] })
    const said = 'Когда родительское собрание?'

    it('are registered at the page of a school, whatever else the word may mean', () => {
      const ofSchool = givenDesk({ groupId: schoolPage.groupId, understand: () => meeting })

      expect(words(emptyQuestion, typed(said), ofSchool)).toMatchObject({
        type: 'submit',
        submission: { topicId: null },
      })
    })

    it('are asked about at the page of an administration, where people write about anything', () => {
      const outcome = words(emptyQuestion, typed(said), { ...desk, understand: () => meeting })

      expect(labelsOf(outcome)).toEqual([pits.button, 'Другое', 'Отмена'])
    })

    it('are asked about at the page of a school, too, when they complain', () => {
      const ofSchool = givenDesk({ groupId: schoolPage.groupId, understand: () => meeting })

      expect(words(emptyQuestion, typed('Почему не приходит квитанция?'), ofSchool)).toMatchObject({
        type: 'wait',
        step: 'topic',
      })
    })
  })

  it('of danger are registered at once, after the advice', () => {
    const outcome = words(emptyQuestion, typed('Всё плохо, пахнет газом'), desk)

    expect(outcome).toMatchObject({ type: 'submit', submission: { danger: 'gas' } })
    expect(textsOf(outcome)).toEqual([expect.stringMatching(/104 или 112/u)])
  })

  it('keep the photos and the place on the map that came with them', () => {
    const outcome = words(emptyQuestion, typed('Яма', { attachments: [photo], geo: onMap }), desk)

    expect(outcome).toMatchObject({
      type: 'submit',
      submission: { geo: onMap, messages: [{ text: 'Яма', attachments: [photo] }] },
    })
  })
})

describe('words that are no question yet', () => {
  it.each(['Здравствуйте', 'Добрый день!'])('«%s» is greeted, and the bot says that it is a bot', (text) => {
    const outcome = words(emptyQuestion, typed(text), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'words', draft: { messages: [] } })
    expect(textsOf(outcome)).toEqual([expect.stringMatching(/Здравствуйте!.*«Лесногорск».*Я бот/u)])
  })

  it('thanks end the conversation', () => {
    expect(words(emptyQuestion, typed('Спасибо!'), desk)).toMatchObject({ type: 'leave' })
  })

  it('a sticker is asked about gently, once, then the way to a person is shown', () => {
    const first = words(emptyQuestion, typed('', { attachments: [sticker] }), desk)
    const second = words(draftOf(first), typed('', { attachments: [sticker] }), desk)

    expect(first).toMatchObject({ type: 'wait', step: 'words' })
    expect(labelsOf(second)).toContain('Позвать человека')
    expect(textsOf(second)).not.toEqual(textsOf(first))
  })

  it('a photo alone is kept and asked about once', () => {
    const asked = words(emptyQuestion, typed('', { attachments: [photo] }), desk)
    const told = words(draftOf(asked), typed(`Яма, ${lesnaya}`), desk)

    expect(asked).toMatchObject({ type: 'wait', step: 'words' })
    expect(told).toMatchObject({
      type: 'submit',
      submission: { messages: [{ attachments: [photo] }, { text: `Яма, ${lesnaya}` }] },
    })
  })

  it('a second photo alone is registered as it is', () => {
    const asked = words(emptyQuestion, typed('', { attachments: [photo] }), desk)

    expect(words(draftOf(asked), typed('', { attachments: [photo] }), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: null },
    })
  })

  it('a photo may be sent as it is by a button', () => {
    const asked = words(emptyQuestion, typed('', { attachments: [photo] }), desk)

    expect(labelsOf(asked)).toContain('Отправить так')
    expect(words(draftOf(asked), pressed({ kind: 'skip' }), desk)).toMatchObject({ type: 'submit' })
  })

  it('a voice message is never refused: a person will listen', () => {
    expect(words(emptyQuestion, typed('', { attachments: [voice] }), desk)).toMatchObject({
      type: 'submit',
      submission: { messages: [{ attachments: [voice] }] },
    })
  })

  it('a place on the map is kept while the bot asks what is there', () => {
    const asked = words(emptyQuestion, typed('', { geo: { ...onMap, title: 'Сквер' } }), desk)
    const told = words(draftOf(asked), typed('Здесь яма'), desk)

    expect(asked).toMatchObject({ type: 'wait', step: 'words' })
    expect(told).toMatchObject({
      type: 'submit',
      submission: { geo: { ...onMap, title: 'Сквер' }, place: 'Сквер (54.60000, 39.70000)' },
    })
  })

  it('a greeting under a photo does not lose the photo', () => {
    const asked = words(emptyQuestion, typed('Здравствуйте', { attachments: [photo] }), desk)

    expect(asked).toMatchObject({ type: 'wait', draft: { messages: [{ attachments: [photo] }] } })
  })

  it('«ок» after the question about a photo does not lose the photo', () => {
    const asked = words(emptyQuestion, typed('', { attachments: [photo] }), desk)

    const agreed = words(draftOf(asked), typed('ок'), desk)

    expect(agreed).toMatchObject({ type: 'wait', draft: { messages: [{ attachments: [photo] }] } })
  })

  it('«хорошо» after the call for a person does not lose the call', () => {
    const called = words(emptyQuestion, typed('Человек'), desk)

    const agreed = words(draftOf(called), typed('хорошо'), desk)

    expect(agreed).toMatchObject({ type: 'wait', draft: { wantsHuman: true } })
  })

  it.each(['???', '👍', '!'])('«%s» brings a request for words, no empty ticket', (text) => {
    expect(words(emptyQuestion, typed(text), desk)).toMatchObject({ type: 'wait', draft: { messages: [] } })
  })

  it('words of another alphabet are registered for a person', () => {
    expect(words(emptyQuestion, typed('გამარჯობა'), desk)).toMatchObject({
      type: 'submit',
      submission: { topicId: null, messages: [{ text: 'გამარჯობა' }] },
    })
  })

  it('a button of another time is no question', () => {
    for (const command of [{ kind: 'skip' }, { kind: 'otherTopic' }] as const)
      expect(words(emptyQuestion, pressed(command), desk)).toMatchObject({
        type: 'wait',
        draft: { messages: [] },
      })
  })
})

const ownedBySchool = { institutionId: schoolPage.institutionId, reason: { kind: 'community' } } as const
