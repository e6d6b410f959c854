/**
 * What is summed for every member of every dimension. A sum is a number under a key; keys are stored, so they are never
 * given to anything else: what is no longer needed stays, what is new goes to the end.
 */
import { bucketsMax } from './log-histogram.ts'

/** Increase it whenever a figure is counted otherwise than before: everything is then counted anew. */
export const definitionsVersion = 4

const counterNames = [
  // The citizen's side, under the day of t0.
  'received',
  'answered',
  'withdrawn',
  'responded',
  'replyOnTime',
  'replyLate',
  'finalOnTime',
  'finalLate',
  'firstWithin1',
  'firstWithin4',
  'firstWithin8',
  'firstWithin24',
  'firstWorkingWithin1',
  'firstWorkingWithin4',
  'firstWorkingWithin8',
  'firstWorkingWithin24',
  'reopened',
  'ratingsAsked',
  'helped',
  'partlyHelped',
  'notHelped',
  'offTopic',
  'forwards',
  'forwardedTickets',
  'forwardLostSeconds',
  'firstOwnerRight',
  'firstOwnerJudged',
  'pauses',
  'pauseSeconds',
  'undelivered',
  'clockSuspect',
  // The owner's side, under the day of routing.
  'ownerReceived',
  'ownerResponded',
  'ownerOnTime',
  'ownerLate',
  'ownerForwarded',
  'ownerWithin1',
  'ownerWithin4',
  'ownerWithin8',
  'ownerWithin24',
  'ownerWorkingWithin1',
  'ownerWorkingWithin4',
  'ownerWorkingWithin8',
  'ownerWorkingWithin24',
  // Under the day of the promise.
  'promises',
  'promisesKept',
  'promisesBroken',
  // Without a ticket.
  'faqShown',
  'faqHelped',
  'droppedAtText',
  'droppedAtTopic',
  'droppedAtPlace',
  'droppedElsewhere',
  // Answers drawn to be judged, under the day of the answer.
  'qualitySampled',
  'qualityJudged',
  'answersYes',
  'answersPartly',
  'answersNo',
  'clearYes',
  'clearPartly',
  'clearNo',
  'concreteYes',
  'concretePartly',
  'concreteNo',
] as const

export type Counter = (typeof counterNames)[number]

const histogramNames = [
  'firstWall',
  'firstWorking',
  'finalWall',
  'finalWorking',
  'runWall',
  'runWorking',
  'ownerWall',
  'ownerWorking',
] as const

export type Duration = (typeof histogramNames)[number]

const heatBase = 512
const lateHeatBase = 680
/** The first key of a histogram; each has `bucketsMax` keys. */
export const histogramsStart = 1024
/** Hours of a week, from Monday 0:00 in the region's zone. */
export const hoursOfWeek = 168

const counterKeys: ReadonlyMap<string, number> = new Map(counterNames.map((name, index) => [name, index]))
const histogramKeys: ReadonlyMap<string, number> = new Map(
  histogramNames.map((name, index) => [name, histogramsStart + index * bucketsMax]),
)

export const counterKey = (name: Counter): number => counterKeys.get(name) ?? -1
export const heatKey = (hourOfWeek: number): number => heatBase + hourOfWeek
/** Responses that came late, by the hour at which the owner got the ticket. */
export const lateHeatKey = (hourOfWeek: number): number => lateHeatBase + hourOfWeek
/** Key of the first bucket; the others follow. */
export const durationKey = (name: Duration): number => histogramKeys.get(name) ?? -1

/** Sums of one member over one stretch of time. Keys without a sum are 0. */
export type Sums = ReadonlyMap<number, number>
