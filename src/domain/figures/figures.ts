/** Figures of one member of a dimension over a period. What each one means: docs/metrics. */
import { bucketsMax, countOf, percentiles } from './log-histogram.ts'
import { type QualityFigures, qualityOf } from './quality.ts'
import {
  type Counter,
  type Duration,
  type Sums,
  counterKey,
  durationKey,
  histogramsStart,
  heatKey,
  lateHeatKey,
  hoursOfWeek,
} from './measures.ts'

/** Open tickets of a member, judged at the moment of asking. */
export interface OpenCounts {
  readonly open: number
  /** Of these: the citizen waits for words of a person. */
  readonly waiting: number
  /** Of these: past a deadline that runs. */
  readonly overdue: number
  readonly replyOverdue: number
  readonly ownerOverdue: number
  readonly finalOverdue: number
  readonly promisesOverdue: number
}

export const noneOpen: OpenCounts = {
  open: 0,
  waiting: 0,
  overdue: 0,
  replyOverdue: 0,
  ownerOverdue: 0,
  finalOverdue: 0,
  promisesOverdue: 0,
}

export const addOpen = (one: OpenCounts, other: OpenCounts): OpenCounts => ({
  open: one.open + other.open,
  waiting: one.waiting + other.waiting,
  overdue: one.overdue + other.overdue,
  replyOverdue: one.replyOverdue + other.replyOverdue,
  ownerOverdue: one.ownerOverdue + other.ownerOverdue,
  finalOverdue: one.finalOverdue + other.finalOverdue,
  promisesOverdue: one.promisesOverdue + other.promisesOverdue,
})

/** Percentiles in seconds, within one per cent; null when there are none. */
export interface Durations {
  readonly count: number
  readonly median: number | null
  readonly p75: number | null
  readonly p90: number | null
}

/** Shares from 0 to 1; null when there is nothing to share. */
export interface Within {
  readonly h1: number | null
  readonly h4: number | null
  readonly h8: number | null
  readonly h24: number | null
}

export interface BothClocks {
  readonly wall: Durations
  readonly working: Durations
}

export interface BothClocksWithin extends BothClocks {
  readonly wallWithin: Within
  readonly workingWithin: Within
}

/** On time / (on time + late + still open and overdue). */
export interface Sla {
  readonly onTime: number
  readonly late: number
  readonly overdue: number
  readonly share: number | null
}

export interface Figures {
  readonly received: number
  readonly answered: number
  readonly withdrawn: number
  readonly open: number
  readonly waiting: number
  readonly overdue: number
  readonly replySla: Sla
  readonly finalSla: Sla
  /** The citizen's clock: t0 → first human response. */
  readonly firstResponse: BothClocksWithin
  /** The owner's clock: routed → first human response. */
  readonly ownerResponse: BothClocksWithin
  readonly waitingRuns: BothClocks
  readonly finalAnswer: BothClocks
  readonly reopened: number
  readonly reopenedShare: number | null
  readonly rating: {
    readonly asked: number
    readonly rated: number
    readonly helped: number
    readonly partly: number
    readonly no: number
    readonly offTopic: number
    /** «Помогло» % is never shown without its response rate. */
    readonly helpedShare: number | null
    readonly responseRate: number | null
  }
  readonly routing: {
    readonly forwards: number
    readonly forwardsPerTicket: number | null
    /** Whole hours between the first and the last routing of tickets that were forwarded. */
    readonly lostHours: number
    readonly firstOwnerRightShare: number | null
  }
  readonly promises: {
    readonly made: number
    readonly kept: number
    /** Those whose date has passed while the ticket is open included. */
    readonly broken: number
    readonly keptShare: number | null
  }
  readonly pauses: { readonly count: number; readonly hours: number }
  readonly faq: { readonly shown: number; readonly helped: number; readonly helpedShare: number | null }
  readonly drops: {
    readonly text: number
    readonly topic: number
    readonly place: number
    readonly elsewhere: number
  }
  readonly quality: QualityFigures
  readonly undelivered: number
  readonly clockSuspect: number
}

/** Whose deadline counts: the first promise to the citizen, or each owner's own. */
export type Side = 'citizen' | 'owner'

export function readFigures(sums: Sums, open: OpenCounts, side: Side): Figures {
  const count = (name: Counter): number => sums.get(counterKey(name)) ?? 0
  const durations = durationsIn(sums)
  const isOwner = side === 'owner'
  const received = count(isOwner ? 'ownerReceived' : 'received')
  return {
    received,
    answered: count('answered'),
    withdrawn: count('withdrawn'),
    open: open.open,
    waiting: open.waiting,
    overdue: open.overdue,
    replySla: isOwner
      ? sla(count('ownerOnTime'), count('ownerLate'), open.ownerOverdue)
      : sla(count('replyOnTime'), count('replyLate'), open.replyOverdue),
    finalSla: sla(count('finalOnTime'), count('finalLate'), open.finalOverdue),
    firstResponse: withShares(sums, durations, 'first', count('responded')),
    ownerResponse: withShares(sums, durations, 'owner', count('ownerResponded')),
    waitingRuns: bothClocks(durations, 'run'),
    finalAnswer: bothClocks(durations, 'final'),
    reopened: count('reopened'),
    reopenedShare: share(count('reopened'), count('answered') + open.open),
    rating: ratingOf(count),
    routing: routingOf(count, isOwner ? count('ownerForwarded') : count('forwards'), received),
    promises: promisesOf(count, open),
    pauses: { count: count('pauses'), hours: Math.round(count('pauseSeconds') / 3600) },
    faq: {
      shown: count('faqShown'),
      helped: count('faqHelped'),
      helpedShare: share(count('faqHelped'), count('faqShown')),
    },
    drops: {
      text: count('droppedAtText'),
      topic: count('droppedAtTopic'),
      place: count('droppedAtPlace'),
      elsewhere: count('droppedElsewhere'),
    },
    quality: qualityOf(count),
    undelivered: count('undelivered'),
    clockSuspect: count('clockSuspect'),
  }
}

/** Tickets by hour of the week, from Monday 0:00. */
export const readHeat = (sums: Sums): readonly number[] =>
  Array.from({ length: hoursOfWeek }, (_, hour) => sums.get(heatKey(hour)) ?? 0)

/** Late responses by the hour of the week at which the owner got the ticket. */
export const readLateHeat = (sums: Sums): readonly number[] =>
  Array.from({ length: hoursOfWeek }, (_, hour) => sums.get(lateHeatKey(hour)) ?? 0)

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const sla = (onTime: number, late: number, overdue: number): Sla => ({
  onTime,
  late,
  overdue,
  share: share(onTime, onTime + late + overdue),
})

function ratingOf(count: (name: Counter) => number): Figures['rating'] {
  const [helped, partly, no, offTopic] = [
    count('helped'),
    count('partlyHelped'),
    count('notHelped'),
    count('offTopic'),
  ]
  const rated = helped + partly + no + offTopic
  const asked = count('ratingsAsked')
  const helpedShare = share(helped, rated)
  return { asked, rated, helped, partly, no, offTopic, helpedShare, responseRate: share(rated, asked) }
}

function routingOf(count: (name: Counter) => number, forwards: number, received: number): Figures['routing'] {
  return {
    forwards,
    forwardsPerTicket: share(forwards, received),
    lostHours: Math.round(count('forwardLostSeconds') / 3600),
    firstOwnerRightShare: share(count('firstOwnerRight'), count('firstOwnerJudged')),
  }
}

function promisesOf(count: (name: Counter) => number, open: OpenCounts): Figures['promises'] {
  const [kept, broken] = [count('promisesKept'), count('promisesBroken') + open.promisesOverdue]
  return { made: count('promises'), kept, broken, keptShare: share(kept, kept + broken) }
}

type ReadDurations = (name: Duration) => Durations

function bothClocks(durations: ReadDurations, name: 'first' | 'owner' | 'run' | 'final'): BothClocks {
  return { wall: durations(`${name}Wall`), working: durations(`${name}Working`) }
}

function withShares(
  sums: Sums,
  durations: ReadDurations,
  name: 'first' | 'owner',
  total: number,
): BothClocksWithin {
  const part = (counter: Counter): number | null => share(sums.get(counterKey(counter)) ?? 0, total)
  return {
    ...bothClocks(durations, name),
    wallWithin: {
      h1: part(`${name}Within1`),
      h4: part(`${name}Within4`),
      h8: part(`${name}Within8`),
      h24: part(`${name}Within24`),
    },
    workingWithin: {
      h1: part(`${name}WorkingWithin1`),
      h4: part(`${name}WorkingWithin4`),
      h8: part(`${name}WorkingWithin8`),
      h24: part(`${name}WorkingWithin24`),
    },
  }
}

/** Sums hold several histograms: their keys are put in order once for all of them, as numbers, without a comparison in code. */
function durationsIn(sums: Sums): ReadDurations {
  const keys = new Float64Array(sums.size)
  let found = 0
  for (const key of sums.keys()) if (key >= histogramsStart) keys[found++] = key
  const histograms = new Map<number, [number, number][]>()
  for (const key of keys.subarray(0, found).sort()) {
    const first = key - ((key - histogramsStart) % bucketsMax)
    const pair: [number, number] = [key - first, sums.get(key) ?? 0]
    const histogram = histograms.get(first)
    if (histogram === undefined) histograms.set(first, [pair])
    else histogram.push(pair)
  }
  return (name) => {
    const histogram = histograms.get(durationKey(name)) ?? []
    const [median = null, p75 = null, p90 = null] = percentiles(histogram, [0.5, 0.75, 0.9])
    return { count: countOf(histogram), median, p75, p90 }
  }
}
