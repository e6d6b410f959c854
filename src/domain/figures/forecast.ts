/**
 * How many questions to expect at each hour of next week: the median of the same hour of the last weeks. A holiday or a
 * single flood of questions does not move a median much; a trend of a month is followed with some delay.
 */
import { hoursOfWeek } from './measures.ts'

/** Counts by hour of the week, oldest week first; empty: nothing is known. */
export function forecastOf(weeks: readonly (readonly number[])[]): readonly number[] {
  return Array.from({ length: hoursOfWeek }, (_, hour) => median(weeks.map((week) => week[hour] ?? 0)))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

export interface Duty {
  /** 0 is Monday. */
  readonly weekday: number
  readonly fromHour: number
  readonly toHour: number
  /** Questions expected in these hours. */
  readonly expected: number
}

const dutyHours = 4

/** For each day the stretch of hours in which most questions come: when somebody should be there. */
export function dutiesOf(forecast: readonly number[]): readonly Duty[] {
  return Array.from({ length: 7 }, (_, weekday) => {
    const day = forecast.slice(weekday * 24, weekday * 24 + 24)
    const stretches = Array.from({ length: 24 - dutyHours + 1 }, (_, fromHour) => ({
      weekday,
      fromHour,
      toHour: fromHour + dutyHours,
      expected: day.slice(fromHour, fromHour + dutyHours).reduce((sum, count) => sum + count, 0),
    }))
    return stretches.reduce((most, stretch) => (stretch.expected > most.expected ? stretch : most))
  })
}
