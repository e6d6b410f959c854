import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviceFor } from './advice.ts'
import { type Figures, noneOpen, readFigures } from './figures.ts'
import { counterKey, hoursOfWeek } from './measures.ts'
import { type Contender, rank } from './ranking.ts'

const quiet = Array.from({ length: hoursOfWeek }, () => 0)

const figures = (onTime: number, late: number): Figures =>
  readFigures(
    new Map([
      [counterKey('ownerOnTime'), onTime],
      [counterKey('ownerLate'), late],
      [counterKey('ownerReceived'), onTime + late],
    ]),
    noneOpen,
    'owner',
  )

const contender = (
  title: string,
  onTime: number,
  late: number,
  before: Figures | null = null,
): Contender => ({
  member: title,
  title,
  figures: figures(onTime, late),
  before,
  lateHeat: quiet,
})

describe('a ranking', () => {
  it('gives no place on fewer than five cases, however good they are', () => {
    const places = rank([contender('Школа 1', 4, 0), contender('Школа 2', 30, 20)])

    expect(places.map(({ title, place }) => [title, place])).toEqual([
      ['Школа 2', 1],
      ['Школа 1', null],
    ])
  })

  it('does not put five lucky cases above a hundred good ones', () => {
    const league = [
      contender('Пять из пяти', 5, 0),
      contender('98 из 100', 98, 2),
      contender('70 из 100', 70, 30),
      contender('60 из 100', 60, 40),
    ]

    const [first, second] = rank(league)

    expect(first?.title).toBe('98 из 100')
    expect(second).toMatchObject({ title: 'Пять из пяти', share: 1 })
    expect(second?.shrunk).toBeLessThan(0.98)
  })

  it('draws every share towards the mean of the league, and never past it', () => {
    const cases = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    fc.assert(
      fc.property(fc.array(cases, { minLength: 1, maxLength: 12 }), (league) => {
        const onTime = league.reduce((sum, [good]) => sum + good, 0)
        const all = league.reduce((sum, [good, bad]) => sum + good + bad, 0)
        for (const { share, shrunk } of rank(league.map(([good, bad], i) => contender(`${i}`, good, bad)))) {
          if (shrunk === null || share === null) continue
          const [low, high] = [Math.min(share, onTime / all), Math.max(share, onTime / all)]
          expect(shrunk).toBeGreaterThanOrEqual(low - 1e-9)
          expect(shrunk).toBeLessThanOrEqual(high + 1e-9)
        }
      }),
    )
  })

  it('gives equals the same place, and tells a trend only where both periods have cases', () => {
    const places = rank([
      contender('А', 20, 10, figures(10, 20)),
      contender('Б', 20, 10, figures(2, 1)),
      contender('В', 5, 25, null),
    ])

    expect(places.map(({ place }) => place)).toEqual([1, 1, 3])
    expect(places[0]?.trend).toBeGreaterThan(0.1)
    expect(places[0]?.praise).toContain('Стало лучше')
    expect(places[1]?.trend).toBeNull()
  })
})

describe('advice', () => {
  it('names the hours that make most of the lateness', () => {
    const lateHeat = quiet.map((_, hour) => (hour === 8 ? 6 : hour === 60 ? 4 : 0))

    expect(adviceFor({ figures: figures(10, 10), lateHeat })).toBe(
      '60 % ваших опозданий — обращения, которые пришли по понедельникам до 10:00. Договоритесь, кто смотрит их первым.',
    )
  })

  it('says so when nothing is wrong', () => {
    expect(adviceFor({ figures: figures(10, 0), lateHeat: quiet })).toContain('Так и продолжайте')
  })
})
