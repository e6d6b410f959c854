import { describe, expect, it } from 'vitest'
import { ticketId } from '../../src/domain/ids.ts'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import { givenStaffMember, givenTicket, noon, photo, sticker } from '../../test/support/given.ts'
import { smallTown } from '../../test/support/small-town.ts'
import {
  draftOf,
  givenDesk,
  labelsOf,
  pressed,
  submissionIn,
  textsOf,
  typed,
} from '../../test/support/turns.ts'
import { type AnswerDraft, answerScene } from './scene.ts'

const { write, preview, result, until, refusal } = answerScene.steps
const desk = givenDesk()
const id = ticketId(12)
const empty: AnswerDraft = {
  ticketId: 12,
  signature: 'Дорожный комитет',
  text: '',
  attachments: [],
  question: 'На Мира, 4 яма на дороге',
  institutionId: null,
  cmid: 0,
  templateId: null,
}
const written: AnswerDraft = { ...empty, text: 'Здравствуйте! Яму на Мира засыпем до пятницы.', cmid: 7 }

describe('writing an answer', () => {
  it('asks for the words when «Ответить» was pressed', () => {
    const outcome = write(empty, pressed({ kind: 'write', ticketId: id }), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'write', replies: [{ about: id }] })
    expect(labelsOf(outcome)).toEqual(['Отмена'])
  })

  it('shows the words as the citizen will see them, and sends nothing yet', () => {
    const outcome = write(
      empty,
      typed('Здравствуйте! Яму на Мира засыпем до пятницы.', { attachments: [photo] }),
      desk,
    )

    expect(outcome).toMatchObject({ type: 'wait', step: 'preview' })
    expect(textsOf(outcome)).toEqual([
      'Так ответ на № 12 увидит житель:\n\nОтвет на обращение № 12:\n\nЗдравствуйте! Яму на Мира засыпем до пятницы.\n\n— Дорожный комитет\n\nВложений: 1.',
    ])
    expect(labelsOf(outcome)).toEqual(['Отправить', 'Исправить', 'Заметка', 'Отмена'])
  })

  it('needs words: a photo or a sticker alone explains nothing', () => {
    expect(write(empty, typed('', { attachments: [sticker] }), desk)).toMatchObject({ step: 'write' })
    expect(textsOf(write(empty, typed('', { attachments: [photo] }), desk))).toEqual([
      expect.stringContaining('нужны слова'),
    ])
  })

  it('keeps a photo that came before the words', () => {
    const early = write(empty, typed('', { attachments: [photo] }), desk)

    const outcome = write(draftOf(early), typed('Готово, вот фото.'), desk)

    expect(outcome).toMatchObject({ step: 'preview', draft: { attachments: [photo] } })
  })

  it('refuses words that VK would not take in one message', () => {
    const outcome = write(empty, typed('я'.repeat(3501)), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'write' })
    expect(textsOf(outcome)).toEqual([expect.stringContaining('Сократите')])
  })

  it.each([{ kind: 'send', ticketId: id, cmid: 3 }, { kind: 'rewrite' }] as const)(
    'takes no label of an old button for the answer: %j',
    (command) => {
      expect(write(empty, pressed(command), desk)).toMatchObject({
        type: 'wait',
        step: 'write',
        draft: { text: '' },
      })
    },
  )
})

describe('the checker below the preview', () => {
  const previewed = (text: string) => write(empty, typed(text, { cmid: 9 }), desk)

  it('says the one or two things that matter most, and never keeps an answer back for style', () => {
    const outcome = previewed('Вопрос принят к сведению, работы будут проведены в кратчайшие сроки.')

    expect(textsOf(outcome)[0]).toContain(
      'Совет перед отправкой:\n• «в кратчайшие сроки» — а когда? Назовите день, например «до пятницы».\n• ',
    )
    expect(textsOf(outcome)[0]?.match(/^•/gmu)).toHaveLength(2)
    expect(labelsOf(outcome)).toContain('Отправить')
  })

  it('lets nothing out that has a blank, not even by a forged button', () => {
    const outcome = previewed('Здравствуйте! Яму засыплем {дата}.')

    expect(labelsOf(outcome)).toEqual(['Исправить', 'Заметка', 'Отмена'])
    expect(preview(draftOf(outcome), pressed({ kind: 'send', ticketId: id, cmid: 9 }), desk)).toMatchObject({
      type: 'wait',
      step: 'preview',
    })
  })

  it('shows a simpler wording, and takes it only when it is asked to', () => {
    const outcome = previewed(
      'Здравствуйте! Сообщаем, что в настоящее время яму засыпаем, закончим 27 ноября.',
    )
    expect(textsOf(outcome)[0]).toContain(
      'Можно проще:\nЗдравствуйте! Сейчас яму засыпаем, закончим 27 ноября.',
    )
    expect(draftOf(outcome).text).toContain('Сообщаем, что')

    const improved = preview(draftOf(outcome), pressed({ kind: 'takeBetter', ticketId: id, cmid: 9 }), desk)

    expect(draftOf(improved).text).toBe('Здравствуйте! Сейчас яму засыпаем, закончим 27 ноября.')
    expect(textsOf(improved)[0]).not.toContain('Совет')
  })

  it('does nothing by the button of an older preview', () => {
    const outcome = previewed('Здравствуйте! В настоящее время яму засыпаем, закончим 27 ноября.')

    const old = preview(draftOf(outcome), pressed({ kind: 'takeBetter', ticketId: id, cmid: 4 }), desk)

    expect(draftOf(old).text).toContain('В настоящее время')
  })
})

describe('the preview', () => {
  it('sends nothing yet by «Отправить», but asks what kind of answer it is', () => {
    const outcome = preview(written, pressed({ kind: 'send', ticketId: id, cmid: written.cmid }), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'result' })
    expect(labelsOf(outcome)).toEqual([
      'Решено',
      'Разъяснено',
      'В работе до…',
      'Отказ',
      'Исправить',
      'Отмена',
    ])
  })

  it.each([
    ['of older words', { ticketId: id, cmid: 4 }],
    ['of another ticket', { ticketId: ticketId(13), cmid: 7 }],
  ])('sends nothing by the button %s, but shows the newest words again', (_which, shown) => {
    const outcome = preview(written, pressed({ kind: 'send', ...shown }), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'preview' })
    expect(textsOf(outcome)).toEqual([
      expect.stringContaining('Здравствуйте! Яму на Мира засыпем до пятницы.'),
    ])
  })

  it('goes back to writing by «Исправить»', () => {
    expect(preview(written, pressed({ kind: 'rewrite' }), desk)).toMatchObject({
      type: 'wait',
      step: 'write',
    })
  })

  it('takes other words for a better wording', () => {
    expect(preview(written, typed('Яму засыпем завтра.'), desk)).toMatchObject({
      type: 'wait',
      step: 'preview',
      draft: { text: 'Яму засыпем завтра.' },
    })
  })

  it('takes a photo sent after the words as part of the answer', () => {
    const outcome = preview(written, typed('', { attachments: [photo] }), desk)

    expect(outcome).toMatchObject({
      step: 'preview',
      draft: { text: 'Здравствуйте! Яму на Мира засыпем до пятницы.', attachments: [photo] },
    })
    expect(textsOf(outcome)).toEqual([expect.stringContaining('Вложений: 1.')])
  })

  it('counts only what VK lets us send on', () => {
    const outcome = preview(written, typed('Готово', { attachments: [photo, sticker] }), desk)

    expect(textsOf(outcome)).toEqual([expect.stringContaining('Вложений: 1.')])
  })

  it('is never sent by itself: accidental answers are the main fear', () => {
    expect(answerScene.salvage(written)).toBeNull()
  })
})

describe('the kind of answer', () => {
  const shown = { ticketId: id, cmid: written.cmid }

  it.each(['solved', 'explained'] as const)('%s sends the words as they are', (kind) => {
    expect(submissionIn(result(written, pressed({ kind, ...shown }), desk))).toEqual({
      ticketId: id,
      text: written.text,
      attachments: [],
      result: { kind },
    })
  })

  it('under other words sends nothing', () => {
    expect(result(written, pressed({ kind: 'solved', ticketId: id, cmid: 4 }), desk)).toMatchObject({
      type: 'wait',
      step: 'preview',
    })
    expect(result(written, typed('Лучше так: засыпем завтра.'), desk)).toMatchObject({
      type: 'wait',
      step: 'preview',
      draft: { text: 'Лучше так: засыпем завтра.' },
    })
  })

  it('«В работе» needs a day, offered or typed', () => {
    const asked = result(written, pressed({ kind: 'interim', ...shown }), desk)
    expect(asked).toMatchObject({ type: 'wait', step: 'until' })
    expect(labelsOf(asked)).toEqual(['До 25 ноября', 'До 27 ноября', 'До 1 декабря', 'Отмена'])

    expect(submissionIn(until(written, pressed({ kind: 'until', date: '2026-11-27' }), desk))).toMatchObject({
      result: { kind: 'interim', until: '2026-11-27' },
    })
    expect(submissionIn(until(written, typed('до пятницы'), desk))).toMatchObject({
      result: { kind: 'interim', until: '2026-11-27' },
    })
  })

  it.each([
    ['когда-нибудь', 'Не разобрал дату'],
    ['23.11.2026', 'уже прошёл'],
    ['через месяц', 'не позже 3 декабря'],
  ])('«В работе до %s» is not sent', (words, reply) => {
    const outcome = until(written, typed(words), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'until' })
    expect(textsOf(outcome)).toEqual([expect.stringContaining(reply)])
  })

  it('«Отказ» needs a reason by a button; words send nothing', () => {
    expect(result(written, pressed({ kind: 'refuse', ...shown }), desk)).toMatchObject({ step: 'refusal' })
    expect(refusal(written, typed('денег нет'), desk)).toMatchObject({ type: 'wait', step: 'refusal' })
    expect(
      submissionIn(refusal(written, pressed({ kind: 'refusal', reason: 'noMoney' }), desk)),
    ).toMatchObject({ result: { kind: 'refused', reason: 'noMoney' } })
  })

  it('of an answer that was called back is asked again after its preview', () => {
    const outcome = write({ ...written, cmid: 0 }, pressed({ kind: 'callBack', ticketId: id }), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'preview', draft: { text: written.text } })
  })
})

describe('sending an answer', () => {
  it('reaches the desk once and thanks', async () => {
    const { submit, town } = givenAnswer()

    const replies = await submit()

    expect(town.answers).toMatchObject([{ ticketId: id, text: 'Готово' }])
    expect(textsOf({ replies })).toEqual([expect.stringContaining('Ответ на № 12 отправлен')])
  })

  it.each([
    ['answered', 'На обращение № 12 уже ответили, оно закрыто. Жителю ничего не ушло.'],
    ['withdrawn', 'Житель отозвал обращение № 12, отвечать не нужно. Ему ничего не ушло.'],
  ] as const)('is refused when the ticket is %s meanwhile', async (status, words) => {
    const { submit, town } = givenAnswer({ status })

    const replies = await submit()

    expect(town.answers).toEqual([])
    expect(textsOf({ replies })).toEqual([words])
    expect(labelsOf({ replies })).toContain('Очередь')
  })

  it('is refused when the ticket went to another institution meanwhile', async () => {
    const { submit } = givenAnswer({ institutionId: null })

    expect(textsOf({ replies: await submit() })).toEqual([expect.stringContaining('не у вашего учреждения')])
  })
})

function givenAnswer(fields: Parameters<typeof givenTicket>[0] = {}) {
  const town = new DeskInMemory()
  town.directory = smallTown()
  town.add(givenTicket({ id, ...fields }))
  const answer = { ticketId: id, text: 'Готово', attachments: [], result: { kind: 'solved' } } as const
  const staffDesk = town.desk({ member: givenStaffMember(1) })
  return { town, submit: () => answerScene.submit(answer, { ...typed(''), now: noon }, staffDesk) }
}
