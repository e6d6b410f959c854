import { describe, expect, it } from 'vitest'
import { asksPlainly } from './asks-plainly.ts'

describe('a whole question in few words', () => {
  it.each([
    'Когда каникулы',
    'когда родительское собрание',
    'Во сколько субботник?',
    'где ёлка',
    'Здравствуйте, когда последний звонок?',
    'КТО ДЕПУТАТ',
  ])('is «%s»', (text) => {
    expect(asksPlainly(text)).toBe(true)
  })

  it.each([
    'Помогите',
    'Когда уже дадут',
    'Когда это закончится?',
    'Где все?',
    'сколько можно',
    'Почему так',
    'Как быть',
    'ну и когда',
    'лампочка',
    '',
    'Когда у нас наконец приведут в порядок дорогу от рынка до вокзала',
  ])('is not «%s»', (text) => {
    expect(asksPlainly(text)).toBe(false)
  })
})
