import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moment, moscow } from '../../test/support/given.ts'
import {
  clockTime,
  dateInWords,
  deadlineInWords,
  durationInWords,
  momentInWords,
  plural,
  usualTimeInWords,
} from './moment-in-words.ts'

describe('deadlineInWords', () => {
  it.each([
    ['2026-11-24 16:40', 'сегодня до 16:40'],
    ['2026-11-25 09:05', 'завтра до 9:05'],
    ['2026-11-27 10:00', 'в пятницу, 27 ноября, до 10:00'],
    ['2026-12-01 18:00', '1 декабря до 18:00'],
    ['2026-11-30 12:00', 'в понедельник, 30 ноября, до 12:00'],
    ['2026-11-23 12:00', '23 ноября до 12:00'],
  ])('says %s on 24 November at noon as «%s»', (deadline, words) => {
    expect(deadlineInWords(moment(deadline), moment('2026-11-24 12:00'), moscow)).toBe(words)
  })

  it('says «во вторник», not «в вторник»', () => {
    expect(deadlineInWords(moment('2026-12-01 10:00'), moment('2026-11-26 12:00'), moscow)).toBe(
      'во вторник, 1 декабря, до 10:00',
    )
  })

  it('says midnight as the end of the day that people mean', () => {
    const now = moment('2026-11-24 20:00')

    expect(deadlineInWords(moment('2026-11-25 00:00'), now, moscow)).toBe('сегодня до полуночи')
    expect(deadlineInWords(moment('2026-11-26 00:00'), now, moscow)).toBe('завтра до полуночи')
  })

  it('speaks of the day that it is in the zone of the owner', () => {
    const [deadline, now] = [moment('2026-11-24 23:30'), moment('2026-11-24 12:00')]

    expect(deadlineInWords(deadline, now, moscow)).toBe('сегодня до 23:30')
    expect(deadlineInWords(deadline, now, 'Asia/Kamchatka')).toBe('завтра до 8:30')
  })
})

describe('clockTime and dateInWords', () => {
  it('say a moment by the clock of the zone', () => {
    const late = moment('2026-05-09 23:07')

    expect(clockTime(late, moscow)).toBe('23:07')
    expect(dateInWords(late, moscow)).toBe('9 мая')
    expect(dateInWords(late, 'Asia/Kamchatka')).toBe('10 мая')
  })
})

describe('durationInWords', () => {
  it.each([
    [0, 'меньше минуты'],
    [59, '1 мин'],
    [5 * 60, '5 мин'],
    [3600, '1 ч'],
    [2 * 3600 + 20 * 60, '2 ч 20 мин'],
    [24 * 3600, '1 день'],
    [76 * 3600, '3 дня 4 ч'],
    [-90 * 60, '1 ч 30 мин'],
  ])('says %i seconds as «%s»', (seconds, words) => {
    expect(durationInWords(seconds)).toBe(words)
  })

  it('never says sixty minutes or twenty-four hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        expect(durationInWords(seconds)).not.toMatch(/\b(?:60 мин|24 ч)/u)
      }),
    )
  })
})

describe('plural', () => {
  it.each([
    [0, 'обращений'],
    [1, 'обращение'],
    [3, 'обращения'],
    [5, 'обращений'],
    [11, 'обращений'],
    [14, 'обращений'],
    [21, 'обращение'],
    [102, 'обращения'],
    [112, 'обращений'],
  ])('goes with %i: «%s»', (count, word) => {
    expect(plural(count, 'обращение', 'обращения', 'обращений')).toBe(word)
  })
})

describe('momentInWords', () => {
  it.each([
    ['2026-11-24 14:00', 'сегодня в 14:00'],
    ['2026-11-25 09:00', 'завтра в 9:00'],
    ['2026-11-30 09:00', 'в понедельник, 30 ноября, в 9:00'],
    ['2027-01-11 09:00', '11 января в 9:00'],
  ])('says %s as «%s»', (at, words) => {
    expect(momentInWords(moment(at), moment('2026-11-24 12:00'), moscow)).toBe(words)
  })
})

describe('usualTimeInWords', () => {
  it.each([
    [0, 'за час'],
    [3600, 'за час'],
    [3601, 'за 2 часа'],
    [5 * 3600, 'за 5 часов'],
    [47 * 3600, 'за 47 часов'],
    [50 * 3600, 'за 3 дня'],
  ])('tells %i s as «%s»', (seconds, words) => {
    expect(usualTimeInWords(seconds)).toBe(words)
  })
})
