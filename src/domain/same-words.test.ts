import { describe, expect, it } from 'vitest'
import { saysTheSame } from './same-words.ts'

const lamp = 'На улице Кленовой, 12 не горит фонарь'

describe('words said again', () => {
  it.each([lamp, 'Не горит фонарь на Кленовой улице, 12!!!', 'на улице кленовой 12 опять не горит фонарь'])(
    'are known as such: «%s»',
    (text) => {
      expect(saysTheSame(lamp, text)).toBe(true)
    },
  )

  it.each([
    'На улице Садовой, 3 не горит фонарь и провод торчит',
    'Когда?',
    'На улице Кленовой, 12 яма на дороге',
  ])('are not: «%s»', (text) => {
    expect(saysTheSame(lamp, text)).toBe(false)
  })
})
