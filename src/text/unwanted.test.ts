import { describe, expect, it } from 'vitest'
import { utteranceOf } from './utterance.ts'
import { wordsOf } from './words.ts'

const utterance = (text: string): string => utteranceOf(text, wordsOf(text))

describe('what is no question', () => {
  it.each(['Да вы идиоты все!', 'суки', 'Козлы, твари', 'пошли вы на хер'])(
    'hears only abuse in «%s»',
    (text) => {
      expect(utterance(text)).toBe('abuse')
    },
  )

  it.each([
    'Идиоты, когда дадут воду',
    'Какого хера не чистят снег',
    'Дороги говно, козлы, почините яму на Мира',
    'Собаки твари бродячие у школы',
  ])('hears the matter in «%s»', (text) => {
    expect(utterance(text)).toBe('question')
  })

  it.each([
    'Заработок от 5000 рублей в день без вложений! Пишите в лс',
    'Казино Вулкан, бонус 200 фриспинов https://example.org/win',
    'Подработка на дому онлайн, доход от 30 000 в неделю, переходи по ссылке t.me/rabota',
    'Займ без отказа онлайн за 5 минут https://example.org',
  ])('takes «%s» for an advertisement', (text) => {
    expect(utterance(text)).toBe('advertisement')
  })

  it.each([
    'На подъезде реклама казино с бонусами https://example.org, уберите',
    'Где купить проездной онлайн? На сайте https://example.org не работает',
    'Как заработать пенсионеру, есть ли работа в городе',
    'Прошу проверить доход семьи для пособия, документы https://example.org/doc',
  ])('does not take «%s» for one', (text) => {
    expect(utterance(text)).not.toBe('advertisement')
  })
})
