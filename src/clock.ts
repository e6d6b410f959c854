import { type Clock, Temporal } from './domain/time.ts'

/** The real clock; only main and the command line hand it out. */
export const realClock: Clock = { now: () => Temporal.Now.instant() }
