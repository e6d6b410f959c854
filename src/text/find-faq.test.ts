import { describe, expect, it } from 'vitest'
import { type FaqEntry, sureFaq } from '../domain/faq.ts'
import { institutionId } from '../domain/ids.ts'
import { buildFindFaq } from './find-faq.ts'
import { wordsOf } from './words.ts'

const school = institutionId(7)
const entry = (
  code: string,
  of: FaqEntry['institutionId'],
  question: string,
  ...variants: string[]
): FaqEntry => ({
  code,
  institutionId: of,
  question,
  variants,
  answer: `Ответ ${code}`,
})
const entries = [
  entry(
    'first',
    school,
    'Когда запись в первый класс?',
    'как записать ребенка в первый класс',
    'запись в 1 класс',
  ),
  entry('food', school, 'Как оформить бесплатное питание?', 'бесплатное питание в школе'),
  entry('hours', school, 'Как работает школа?', 'часы работы школы'),
  entry('mfc', null, 'Как работает МФЦ?', 'часы работы мфц', 'до скольки работает мфц'),
  entry('doctor', null, 'Как вызвать врача на дом?', 'вызов врача на дом'),
]
const find = buildFindFaq(entries)
const answerTo = (text: string, community = { institutionId: school }): string | null =>
  sureFaq(find(wordsOf(text)), entries, community)?.code ?? null

describe('a question of the FAQ', () => {
  it.each([
    ['Когда запись в первый класс?', 'first'],
    ['Здравствуйте! Подскажите, пожалуйста, как записать ребёнка в первый класс?', 'first'],
    ['Хочу записать ребенка в первый класс', 'first'],
    ['запись ребёнка в первый класс', 'first'],
    ['как запсать ребенка в первый клас', 'first'],
    ['бесплатное питание в школе как оформить', 'food'],
    ['как оформить беслатное питание', 'food'],
    ['До скольки работает МФЦ?', 'mfc'],
    ['вызвать врача на дом', 'doctor'],
  ])('is recognised in «%s»', (text, code) => {
    expect(answerTo(text)).toBe(code)
  })

  it.each([
    'В первом классе холодно, дети сидят в куртках',
    'Не вывозят мусор у школы, баки переполнены',
    'Врач не пришёл на дом, ждали весь день, телефон не отвечает',
    'МФЦ потерял мои документы, третий раз прихожу',
    'Почему в школе отменили питание для многодетных?',
    'Не работает лифт',
    'здравствуйте',
    '',
  ])('is not seen in «%s»', (text) => {
    expect(answerTo(text)).toBeNull()
  })

  it('of one institution is not answered on the page of another', () => {
    const other = { institutionId: institutionId(8) }

    expect(answerTo('Когда запись в первый класс?', other)).toBeNull()
    expect(answerTo('часы работы мфц', other)).toBe('mfc')
  })

  it('is looked for in short texts only', () => {
    expect(find(wordsOf('как записать ребенка в первый класс '.repeat(20)))).toEqual([])
  })
})
