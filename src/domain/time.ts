/** The one door to Temporal. A moment is an Instant, a day a PlainDate, a civil time a ZonedDateTime. */
import { Temporal } from 'temporal-polyfill'

export { Temporal }
export type Instant = Temporal.Instant
export type PlainDate = Temporal.PlainDate

/** Tells the time. Only the composition root makes one that looks at a real clock. */
export interface Clock {
  now(): Instant
}

/** VK gives moments as whole seconds since 1970. */
export const fromEpochSeconds = (seconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.trunc(seconds) * 1000)

export const addSeconds = (moment: Instant, seconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(moment.epochMilliseconds + Math.round(seconds * 1000))

export const secondsBetween = (from: Instant, to: Instant): number =>
  Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1000)

export const isBefore = (left: Instant, right: Instant): boolean =>
  left.epochMilliseconds < right.epochMilliseconds
