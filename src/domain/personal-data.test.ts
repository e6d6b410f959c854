import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computingMs } from '../../test/support/computing-ms.ts'
import { findPersonalData, maskPersonalData, withoutNames } from './personal-data.ts'
import { hasLuhnDigit, innControl, snilsControl } from './personal-numbers.ts'

describe('masking of personal data', () => {
  it.each([
    ['Позвоните мне 89101234567', 'Позвоните мне [телефон скрыт]'],
    ['тел. +7 (910) 123-45-67, Анна', 'тел. +[телефон скрыт], Анна'],
    ['8-910-123-45-67 или 9101234567', '[телефон скрыт] или [телефон скрыт]'],
    ['тел. 72-14-91', 'тел. [телефон скрыт]'],
    ['8️⃣9️⃣1️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣', '[телефон скрыт]️⃣'],
    ['+375 29 123-45-67', '+[телефон скрыт]'],
    ['пишите на anna.petrova@yandex.ru!', 'пишите на [почта скрыта]!'],
    ['anna собака mail точка ru', '[почта скрыта]'],
    ['карта 4276 3800 1234 5678, переведите', 'карта [номер карты скрыт], переведите'],
    ['2200 7001 2345 6781', '[номер карты скрыт]'],
    ['паспорт 4510 123456 выдан', 'паспорт [паспорт скрыт] выдан'],
    ['серия 45 10 номер 123456', 'серия [паспорт скрыт]'],
    ['СНИЛС 112-233-445 95', 'СНИЛС [СНИЛС скрыт]'],
    ['112-233-445 95', '[СНИЛС скрыт]'],
    ['ИНН 500100732259', 'ИНН [ИНН скрыт]'],
    ['нет тепла: ул. Мира, д. 5, кв. 12', 'нет тепла: [адрес скрыт]'],
    ['Затопило кв 12, помогите', 'Затопило [квартира скрыта], помогите'],
    ['Проживаю по адресу улица Садовая, 7. Темно', 'Проживаю по адресу [адрес скрыт]. Темно'],
    ['Я живу на ул. Лесной, 3', 'Я живу на [адрес скрыт]'],
  ])('hides «%s»', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked)
  })

  it.each([
    'На улице Кленовой, 12 не горит фонарь с 20.11.2026',
    'Звоните 112 или 104',
    'Детский телефон доверия: 8-800-2000-122',
    'Автобусы 5, 12, 24 и 104 не ходят с 7:30 до 9:15',
    'Заплатили 12 500 рублей за 45 кв. метров',
    'Постановление № 1466 от 24.09.2025',
    'Обращение № 1001 от 23 ноября',
  ])('leaves «%s»', (text) => {
    expect(maskPersonalData(text)).toBe(text)
  })

  it('never leaks a recognised number, however it is spaced and whatever words stand around it', () => {
    fc.assert(
      fc.property(numbers, spacing, words, words, (number, gaps, before, after) => {
        const written = interrupt(number, gaps)
        const masked = maskPersonalData(`${before} ${written} ${after}`)

        expect(digitsOf(masked)).toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  it('never leaks a passport, with the word before it or written as passports are', () => {
    fc.assert(
      fc.property(passport, words, (written, after) => {
        expect(digitsOf(maskPersonalData(`прошу проверить, ${written} ${after}`))).toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  it('finds several numbers in one text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, spacing), { minLength: 2, maxLength: 4 }), (several) => {
        const text = several.map(([number, gaps]) => interrupt(number, gaps)).join(' и ещё ')

        expect(findPersonalData(text)).toHaveLength(several.length)
        expect(digitsOf(maskPersonalData(text))).toBe('')
      }),
    )
  })

  it('changes nothing when it is done twice', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), numbers, words), { maxLength: 6 }), (parts) => {
        const masked = maskPersonalData(parts.join(' '))

        expect(maskPersonalData(masked)).toBe(masked)
      }),
    )
  })

  it('takes a long text of digits and brackets in its stride', () => {
    const text = '8 (9'.repeat(25_000)

    expect(computingMs(() => maskPersonalData(text))).toBeLessThan(3_000)
  })
})

const digits = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))

const phone = fc
  .tuple(fc.constantFrom('7', '8'), fc.constantFrom('3', '4', '9'), digits(9))
  .map((parts) => parts.join(''))
const card = fc
  .tuple(fc.constantFrom('22', '4', '51', '62'), digits(14))
  .map(([first, rest]) => `${first}${rest}`.slice(0, 15))
  .map((fifteen) => Array.from('0123456789', (last) => `${fifteen}${last}`).find(hasLuhnDigit) ?? '')
const snils = digits(9).map((nine) => `${nine}${snilsControl(nine)}`)
const inn = digits(10).map((ten) => `${ten}${innControl(ten)}`)
const numbers = fc.oneof(phone, card, snils, inn)
const passport = fc
  .tuple(fc.constantFrom('паспорт ', 'серия ', ''), digits(2), digits(2), digits(6))
  .chain(([word, one, two, six]) =>
    fc.constantFrom(
      `${word}${one} ${two} ${six}`,
      `${word}${one}${two} ${six}`,
      `${word}${one} ${two} № ${six}`,
      `${word}${one}${two} номер ${six.slice(0, 3)} ${six.slice(3)}`,
      `паспорт ${one}${two}${six}`,
      `паспорт: ${one} ${two}-${six}`,
    ),
  )

describe('names', () => {
  it.each([
    ['Здравствуйте, Анна Петровна!', ['Анна', 'Орлова'], 'Здравствуйте, [имя скрыто] Петровна!'],
    ['Анне Орловой ответили', ['Анна', 'Орлова'], '[имя скрыто] [имя скрыто] ответили'],
    ['Иван, Ивана, с Иваном; диван', ['Иван', ''], '[имя скрыто], [имя скрыто], с [имя скрыто]; диван'],
    ['Яма на улице Мира', ['Ия', 'Ли'], 'Яма на улице Мира'],
    ['Текст (без) имён', ['.*', '('], 'Текст (без) имён'],
  ])('are hidden in any case of theirs: %s', (text, names, hidden) => {
    expect(withoutNames(text, names)).toBe(hidden)
  })
})

const gap = fc.constantFrom('', '', '', ' ', '-', ' - ', '(', ') ', '.', ' ', '–', '/', ', ')
const spacing = fc.array(gap, { minLength: 20, maxLength: 20 })
const words = fc.constantFrom(
  '',
  'тел.',
  'мой номер:',
  'паспорт',
  'ул. Мира',
  'карта',
  'прошу',
  'ИНН',
  '№',
  '—',
)

const interrupt = (number: string, gaps: readonly string[]): string =>
  Array.from(number, (digit, index) => (index === 0 ? digit : `${gaps[index] ?? ''}${digit}`)).join('')

const digitsOf = (text: string): string => text.replace(/\D/gu, '')
