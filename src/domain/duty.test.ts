import { describe, expect, it } from 'vitest'
import { moment } from '../../test/support/given.ts'
import { dutyAt, readDutyDays } from './duty.ts'
import { institutionId, staffId } from './ids.ts'
import { Temporal } from './time.ts'

/** A Tuesday. */
const today = Temporal.PlainDate.from('2026-11-24')
const school = institutionId(3)

describe('who is on duty', () => {
  const week = {
    institutionId: school,
    staffId: staffId(1),
    from: moment('2026-11-23 00:00'),
    until: moment('2026-11-30 00:00'),
  }
  const day = {
    ...week,
    staffId: staffId(2),
    from: moment('2026-11-25 00:00'),
    until: moment('2026-11-26 00:00'),
  }

  it('is the person named last for this moment', () => {
    expect(dutyAt([week, day], school, moment('2026-11-24 12:00'))?.staffId).toBe(1)
    expect(dutyAt([week, day], school, moment('2026-11-25 12:00'))?.staffId).toBe(2)
    expect(dutyAt([week, day], school, moment('2026-11-26 00:00'))?.staffId).toBe(1)
  })

  it('is nobody elsewhere and afterwards', () => {
    expect(dutyAt([week], institutionId(4), moment('2026-11-24 12:00'))).toBeNull()
    expect(dutyAt([week], null, moment('2026-11-24 12:00'))).toBeNull()
    expect(dutyAt([week], school, moment('2026-11-30 00:00'))).toBeNull()
  })
})

describe('days of a duty', () => {
  it.each([
    ['Сегодня', '2026-11-24', '2026-11-24'],
    ['завтра', '2026-11-25', '2026-11-25'],
    ['до пятницы', '2026-11-24', '2026-11-27'],
    ['с 25 по 30 ноября', '2026-11-25', '2026-11-30'],
    ['25.11–30.11', '2026-11-25', '2026-11-30'],
    ['с 28 ноября по 4 декабря', '2026-11-28', '2026-12-04'],
    ['с 28 по 4 декабря', '2026-11-28', '2026-12-04'],
    ['неделю', '2026-11-24', '2026-11-30'],
  ])('«%s»', (text, first, last) => {
    const days = readDutyDays(text, today)

    expect([days?.first.toString(), days?.last.toString()]).toEqual([first, last])
  })

  it.each([
    '',
    'когда-нибудь',
    'с 30 по 25 ноября 2026',
    'до 30 января',
    'с 31 по 30 ноября',
    'с 0 по 3 декабря',
  ])('«%s» names none', (text) => {
    expect(readDutyDays(text, today)).toBeNull()
  })
})
