import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLatin, languageOf } from './language.ts'

describe('languageOf', () => {
  it.each([
    ['Бездә су юк, өч көн инде, зинһар ярдәм итегез', 'Tatar'],
    ['Беҙҙең урамда ут янмай, ярҙам итегеҙ', 'Bashkir'],
    ['Пирӗн урамра шыв ҫук, пулӑшӑр', 'Chuvash'],
    ['Доброго дня! Вже третій день немає світла, допоможіть', 'Ukrainian'],
    ['Біздің үйде су жоқ, көмектесіңіздерші', 'Kazakh'],
    ['Hello, there is no water in my house for three days', 'English'],
    ['Sokağımızda su yok, lütfen yardım edin', 'Turkish'],
    ['Das Wasser ist nicht da, wir haben ein Problem', 'German'],
    ['没有水，请帮忙', 'Chinese'],
    ['لا يوجد ماء في المنزل', 'Arabic'],
    ['სახლში წყალი არ არის', 'Georgian'],
  ])('takes «%s» for another language (%s)', (text) => {
    expect(languageOf(text)).toBe('other')
  })

  it.each([
    'Не горит фонарь у дома 5 по улице Мира',
    'Здравствуйте! Магазин Fix Price засоряет двор, см. https://vk.com/wall-1_2',
    'wi-fi',
    'OK',
    'Нет воды 😡😡😡',
    'ПОМОГИТЕ!!! ЗАТОПИЛО',
    '12345',
    '',
  ])('takes «%s» for Russian', (text) => {
    expect(languageOf(text)).toBe('russian')
  })

  it.each([
    ['Ne goryat fonari na ulice Mira uzhe nedelyu', 'фонари'],
    ['zdravstvuyte, u nas vo dvore ne vyvozyat musor', 'мусор'],
    ['Kogda vklyuchat goryachuyu vodu v dome?', 'горячую'],
    ['Net goryachey vody, batarei kholodnye, nikto ne rabotayet', 'горячей'],
    [
      'Kholodnoye otopleniye, ochen kholodnyye batarei, nikto ne rabotayet',
      'холодное отопление, очен холодные',
    ],
  ])('reads «%s» as Russian', (text, word) => {
    expect(languageOf(text)).toBe('transliterated')
    expect(fromLatin(text)).toContain(word)
  })

  it.each(['Нет воды https://example.org/news/article', '<p class="x">яма</p><br/>', '[club1|Yamy], темно'])(
    'does not look at links, mentions and HTML in «%s»',
    (text) => {
      expect(languageOf(text)).toBe('russian')
    },
  )

  it('takes short words in Latin letters for Russian when they are known to be', () => {
    const isKnown = (word: string): boolean => word === 'горячей'

    expect(languageOf('net goryachey', isKnown)).toBe('transliterated')
    expect(languageOf('net goryachey')).toBe('russian')
  })

  it('never fails, and never takes Russian letters alone for another language', () => {
    const russian = fc.string({ unit: fc.constantFrom(...Array.from('абвгдежзиклмнопрстуыьэюя ё,.!?1')) })

    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => languageOf(text).length > 0))
    fc.assert(fc.property(russian, (text) => languageOf(text) === 'russian'))
  })
})
