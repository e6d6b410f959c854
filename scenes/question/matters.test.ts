import { describe, expect, it } from 'vitest'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import { DialogueInMemory } from '../../test/support/dialogue-in-memory.ts'
import { givenMessage, noon, photo, voice } from '../../test/support/given.ts'
import { noWater, pits, reception, smallTown, understandByWords } from '../../test/support/small-town.ts'
import {
  draftOf,
  givenDesk,
  labelsOf,
  pressed,
  submissionIn,
  textsOf,
  typed,
} from '../../test/support/turns.ts'
import { ticketId } from '../../src/domain/ids.ts'
import { glue } from '../../src/domain/message.ts'
import { emptyQuestion } from './draft.ts'
import { questionScene } from './scene.ts'
import { matterPlace, matters, words } from './steps.ts'

const desk = givenDesk()
const both = 'Огромная яма у дома Лесная, 5. И ещё: когда приём у главы?'
const nowhere = 'Огромная яма на дороге. И ещё: когда приём у главы?'
const offered = (text = both) => draftOf(words(emptyQuestion, typed(text), desk))
const separately = pressed({ kind: 'separately' })

describe('two questions in one message', () => {
  it('are shown with who answers each, before anything is registered', () => {
    const outcome = words(emptyQuestion, typed(both), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'matters', draft: { asked: ['matters'] } })
    expect(textsOf(outcome).join()).toContain('• «Огромная яма у дома Лесная, 5» — Дорожный комитет')
    expect(textsOf(outcome).join()).toContain('• «И ещё: когда приём у главы?» — Администрация')
    expect(labelsOf(outcome)).toEqual(['Два обращения', 'Это одно обращение', 'Отмена'])
  })

  it.each([
    ['the button', separately],
    ['a word', typed('хорошо')],
  ])('become two tickets by %s, each with its part and with the whole message', (_, turn) => {
    const { matters: apart } = submissionIn(matters(offered(), turn, desk))

    expect(apart).toMatchObject([
      { topicId: pits.id, place: 'Лесная, 5', part: { text: 'Огромная яма у дома Лесная, 5.' } },
      { topicId: reception.id, part: { text: 'И ещё: когда приём у главы?', others: ['Дорожный комитет'] } },
    ])
    for (const matter of apart ?? []) expect(matter.messages).toMatchObject([{ text: both, cmid: 1 }])
  })

  it('share the place that one of them names', () => {
    const draft = offered('У дома Лесная, 5 огромная яма. А также третий день нет воды.')

    expect(submissionIn(matters(draft, separately, desk)).matters).toMatchObject([
      { topicId: pits.id, place: 'Лесная, 5' },
      { topicId: noWater.id, place: 'Лесная, 5' },
    ])
  })

  it('stay one ticket when the person says so, and the topic is not asked any more', () => {
    const outcome = matters(offered(), pressed({ kind: 'skip' }), desk)

    expect(submissionIn(outcome)).toMatchObject({ topicId: pits.id, messages: [{ text: both }] })
    expect(submissionIn(outcome).matters).toBeUndefined()
  })

  it('stay one ticket when more words come instead of a choice', () => {
    const outcome = matters(offered(), typed('Это у самой остановки'), desk)

    expect(submissionIn(outcome)).toMatchObject({
      messages: [{ text: both }, { text: 'Это у самой остановки' }],
    })
    expect(submissionIn(outcome).matters).toBeUndefined()
  })

  it('stay one urgent ticket when danger is cried, and one with a person when a person is called', () => {
    const danger = matters(offered(), typed('Пахнет газом!'), desk)
    const called = matters(offered(), pressed({ kind: 'human' }), desk)

    expect(textsOf(danger).join()).toContain('104')
    expect(submissionIn(danger)).toMatchObject({ danger: 'gas' })
    expect(submissionIn(danger).matters).toBeUndefined()
    expect(submissionIn(called)).toMatchObject({ wantsHuman: true })
    expect(submissionIn(called).matters).toBeUndefined()
  })

  it('become one ticket after a day of silence', () => {
    const salvaged = questionScene.salvage(offered())

    expect(salvaged).toMatchObject({ messages: [{ text: both }] })
    expect(salvaged?.matters).toBeUndefined()
  })

  it('are offered again when an old button is pressed', () => {
    const outcome = matters(offered(), pressed({ kind: 'otherTopic' }), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'matters' })
    expect(labelsOf(outcome)).toContain('Два обращения')
  })
})

describe('the place', () => {
  const asked = matters(offered(nowhere), separately, desk)

  it('is asked once, for the question that needs it', () => {
    expect(asked).toMatchObject({ type: 'wait', step: 'matterPlace', draft: { asked: ['matters', 'place'] } })
    expect(textsOf(asked).join()).toContain('Где это: «Огромная яма на дороге»?')
    expect(labelsOf(asked)).toEqual(['location', 'Пропустить', 'Отмена'])
  })

  it('goes with its question; the words are there for both', () => {
    const { matters: apart } = submissionIn(matterPlace(draftOf(asked), typed('за третьей школой'), desk))

    expect(apart).toMatchObject([{ place: 'за третьей школой' }, { place: null }])
    for (const matter of apart ?? [])
      expect(matter.messages).toMatchObject([{ text: nowhere }, { text: 'за третьей школой' }])
  })

  it('may be a point on the map, with a photo for its question alone', () => {
    const geo = { latitude: 54.6, longitude: 39.7, title: null }
    const turn = typed('', { geo, attachments: [photo], payload: { c: 'place' } })

    const { matters: apart } = submissionIn(matterPlace(draftOf(asked), turn, desk))

    expect(apart).toMatchObject([
      { place: '54.60000, 39.70000', messages: [{}, { attachments: [photo] }] },
      { messages: [{}, { attachments: [] }] },
    ])
  })

  it('may be left out, or a person called', () => {
    const skipped = submissionIn(matterPlace(draftOf(asked), pressed({ kind: 'skip' }), desk))
    const called = submissionIn(matterPlace(draftOf(asked), pressed({ kind: 'human' }), desk))

    expect(skipped.matters).toMatchObject([{ place: null }, { place: null }])
    expect(called.matters).toMatchObject([{ wantsHuman: true }, { wantsHuman: true }])
  })

  it('may never be told: after a day of silence both are registered, as was chosen', () => {
    expect(questionScene.salvage(draftOf(asked))?.matters).toMatchObject([
      { topicId: pits.id },
      { topicId: reception.id },
    ])
  })

  it('gives way to danger: one urgent ticket', () => {
    const outcome = matterPlace(draftOf(asked), typed('Лесная, 5, и пахнет газом'), desk)

    expect(submissionIn(outcome)).toMatchObject({ danger: 'gas' })
    expect(submissionIn(outcome).matters).toBeUndefined()
  })

  it('is not asked when the map told it before, nor as a third question', () => {
    const geo = { latitude: 54.6, longitude: 39.7, title: null }
    const placed = words(emptyQuestion, typed(nowhere, { geo }), desk)
    const late = words({ ...emptyQuestion, asked: ['words'] }, typed(nowhere), desk)

    for (const outcome of [placed, late])
      expect(matters(draftOf(outcome), separately, desk)).toMatchObject({ type: 'submit' })
  })
})

describe('nothing is offered', () => {
  it.each([
    ['a voice message is with it', typed(both, { attachments: [voice] })],
    ['somebody is in danger', typed(`${both} И пахнет газом!`)],
  ])('when %s', (_, turn) => {
    expect(words(emptyQuestion, turn, desk).type).toBe('submit')
  })

  it('when a person was called, or it was asked before', () => {
    for (const draft of [
      { ...emptyQuestion, wantsHuman: true },
      { ...emptyQuestion, asked: ['matters' as const] },
    ])
      expect(words(draft, typed(both), desk)).not.toMatchObject({ step: 'matters' })
  })

  it('when one of them is told in confidence', () => {
    const { topics, ...rest } = smallTown()
    const directory = {
      ...rest,
      topics: new Map(topics).set(reception.id, { ...reception, isSensitive: true }),
    }

    expect(words(emptyQuestion, typed(both), { ...desk, directory })).not.toMatchObject({ step: 'matters' })
  })
})

describe('what was sent in a row', () => {
  it('is read together, and each photo goes with the words before it', () => {
    const other = { ...photo, reference: 'photo501_8' }
    const parts = [
      givenMessage({ cmid: 1, text: 'Огромная яма у дома Лесная, 5' }),
      givenMessage({ cmid: 2, attachments: [photo] }),
      givenMessage({ cmid: 3, text: 'И ещё: когда приём у главы?', attachments: [other] }),
    ]
    const message = glue(parts) ?? givenMessage()

    const outcome = words(emptyQuestion, { message, command: null, now: noon }, desk)
    const { matters: apart } = submissionIn(matters(draftOf(outcome), separately, desk))

    expect(apart?.map(({ messages }) => messages.map(({ attachments }) => attachments.length))).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ])
    expect(apart?.[1]?.messages.map(({ cmid }) => cmid)).toEqual([1, 2, 3])
  })
})

describe('the receipt', () => {
  it('is one message with both numbers, owners and words', async () => {
    const town = new DeskInMemory()
    town.directory = smallTown()
    town.understand = understandByWords

    const [receipt, ...more] = await questionScene.submit(
      submissionIn(matters(offered(), separately, desk)),
      separately,
      town.desk(),
    )

    expect(more).toEqual([])
    expect(receipt?.text).toMatch(/^Обращения № 1 и № 2 приняты\./u)
    expect(receipt?.text).toContain('№ 1: «Огромная яма у дома Лесная, 5»\nОтветит: Дорожный комитет.')
    expect(receipt?.text).toContain('№ 2: «И ещё: когда приём у главы?»\nОтветит: Администрация.')
    expect(receipt?.text.match(/59-ФЗ/gu)).toHaveLength(1)
    expect(
      await questionScene.handOver?.(submissionIn(matters(offered(), separately, desk)), desk),
    ).toBeNull()
  })

  it('comes once, however often the button is pressed', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say(both)
    const press = { payload: { c: 'separately' } }

    await dialogue.press('Два обращения')
    await dialogue.say('Два обращения', press)

    expect(dialogue.town.tickets.size).toBe(2)
    expect(dialogue.replies[0]?.text).toContain('кнопка уже не действует')
  })

  it('can be had by a number where buttons cannot be shown', async () => {
    const dialogue = new DialogueInMemory({ showsButtons: false })
    expect(await dialogue.say(both)).toContain('1. Два обращения')

    expect(await dialogue.say('1')).toContain('приняты')
  })
})

describe('while a ticket is open', () => {
  const more = 'Огромная яма у дома Лесная, 5 растёт. И ещё: когда приём у главы?'
  const givenOpen = async (): Promise<DialogueInMemory> => {
    const dialogue = new DialogueInMemory()
    expect(await dialogue.say('Огромная яма у дома Лесная, 5')).toContain('№ 1 принято')
    return dialogue
  }

  it('what is about it is added to it, and the rest becomes a ticket of its own', async () => {
    const dialogue = await givenOpen()

    const offer = await dialogue.say(more)
    const receipt = await dialogue.press('Да, так и сделать')

    expect(offer).toContain('• «Огромная яма у дома Лесная, 5 растёт» — добавлю к № 1 (Дорожный комитет)')
    expect(offer).toContain('• «И ещё: когда приём у главы?» — новое обращение (Администрация)')
    expect(receipt).toMatch(
      /^Добавил к обращению № 1\. Ответит: Дорожный комитет\.\n\nОбращение № 2 принято\./u,
    )
    expect(dialogue.wordsKept()).toEqual(['Огромная яма у дома Лесная, 5', more, more])
  })

  it.each([
    ['all of it is added to it', 'Всё к № 1', [2, undefined]],
    ['all of it becomes one new ticket', 'Всё новое', [1, 1]],
  ] as const)('by another button %s', async (_, label, counts) => {
    const dialogue = await givenOpen()
    await dialogue.say(more)

    await dialogue.press(label)

    const { words } = dialogue.town
    expect([ticketId(1), ticketId(2)].map((id) => words.get(id)?.length)).toEqual(counts)
  })

  it('words and a photo instead of a button go with both', async () => {
    const dialogue = await givenOpen()
    await dialogue.say(more)

    await dialogue.say('Вот она', { attachments: [photo] })

    const { words } = dialogue.town
    expect(words.get(ticketId(1))?.at(-1)).toMatchObject({ text: 'Вот она', attachments: [photo] })
    expect(words.get(ticketId(2))?.at(-1)).toMatchObject({ text: 'Вот она', attachments: [photo] })
  })

  it('danger instead of a button becomes one urgent ticket', async () => {
    const dialogue = await givenOpen()
    await dialogue.say(more)

    expect(await dialogue.say('Пахнет газом!')).toMatch(/104[^]*№ 2 принято/u)
    expect(dialogue.town.tickets.size).toBe(2)
  })

  it('what it says is added to it after a day of silence', async () => {
    const dialogue = await givenOpen()
    await dialogue.say(more)
    dialogue.wait(25 * 3600)

    await dialogue.say('Здравствуйте')

    expect(dialogue.wordsKept()).toEqual(['Огромная яма у дома Лесная, 5', more])
    expect(dialogue.town.tickets.size).toBe(1)
  })

  it('what was closed between the question and the button becomes a new ticket', async () => {
    const dialogue = await givenOpen()
    await dialogue.say(more)
    dialogue.town.close(ticketId(1))

    expect(await dialogue.press('Да, так и сделать')).toContain('Обращения № 2 и № 3 приняты')
  })

  it('another place is another matter', async () => {
    const dialogue = await givenOpen()

    expect(await dialogue.say('Огромная яма у дома Лесная, 50. И ещё: когда приём у главы?')).toContain(
      'Оформить каждый отдельно?',
    )
  })

  it('two new matters are parted as before', async () => {
    const dialogue = await givenOpen()

    await dialogue.say('Третий день нет воды на Лесная, 5. И ещё: когда приём у главы?')

    expect(await dialogue.press('Два обращения')).toContain('Обращения № 2 и № 3 приняты')
  })
})
