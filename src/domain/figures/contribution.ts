/**
 * What one ticket adds to the sums. Everything is filed under the day on which its clock began, in the region's zone:
 * what the citizen lived through under the day of t0, an owner's clock under the day of routing, a promise under the day
 * it was given.
 */
import { qualityCriteria } from '../answer-sample.ts'
import type { OwnerInterval, Response, TicketHistory } from './history.ts'
import type { JudgedAnswer } from './judged-answers.ts'
import type { LoggedEvent } from './logged-event.ts'
import { textIn } from './logged-event.ts'
import { bucketOf } from './log-histogram.ts'
import { type Counter, type Duration, counterKey, durationKey, heatKey, lateHeatKey } from './measures.ts'
import type { RegionDays } from './region-days.ts'
import type { WorkingClock } from './working-clock.ts'

export type Dimension = 'total' | 'institution' | 'municipality' | 'topic' | 'community' | 'administrator'

/** The name of a member: its number or code; `-` where it is not known. Of institutions it stands for the coordinators. */
export const memberName = (id: number | string | null): string => (id === null ? '-' : String(id))

/** The only member of the dimension `total`. */
export const everybody = 'all'

export interface Measuring {
  /** Null: the coordinators. */
  readonly clockOf: (owner: number | null) => WorkingClock
  readonly days: RegionDays
}

/** Adds `amount` to a sum of one member on one day (days since 1970). */
export type AddTo = (dimension: Dimension, member: string, day: number, key: number, amount: number) => void

const gradeNames = { yes: 'Yes', partly: 'Partly', no: 'No' } as const

type Where = readonly (readonly [Dimension, string])[]

const hourMs = 3_600_000
const limits = [1, 4, 8, 24] as const

export function contributeTicket(history: TicketHistory, measuring: Measuring, add: AddTo): void {
  const file = new Filing(history, measuring, add)
  file.ticket()
  file.firstResponse()
  file.resolution()
  for (const interval of history.intervals) file.interval(interval)
  for (const run of history.runs)
    if (run.toMs !== null && run.isAnswered)
      file.duration('run', file.ofOwner(run.owner, null), run.fromMs, { fromMs: run.fromMs, toMs: run.toMs })
  for (const promise of history.promises) file.promise(promise)
  for (const judged of history.judgedAnswers) file.quality(judged)
}

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

class Filing {
  readonly #history: TicketHistory
  readonly #measuring: Measuring
  readonly #add: AddTo
  readonly #citizen: Where

  constructor(history: TicketHistory, measuring: Measuring, add: AddTo) {
    this.#history = history
    this.#measuring = measuring
    this.#add = add
    this.#citizen = [
      ['total', everybody],
      ['community', memberName(history.groupId)],
      ['municipality', memberName(history.municipalityId)],
      ['topic', memberName(history.topicId)],
    ]
  }

  /** Everywhere, and with those who did it. */
  ofOwner(owner: number | null, responderId: number | null): Where {
    const by: Where = responderId === null ? [] : [['administrator', memberName(responderId)]]
    return [...this.#citizen, ['institution', memberName(owner)], ...by]
  }

  ticket(): void {
    const { openedMs, withdrawnMs, intervals, ratingsAsked, pauses, undelivered, isClockSuspect } =
      this.#history
    const count = (name: Counter, amount = 1): void => this.count(name, this.#citizen, openedMs, amount)
    count('received')
    this.#sum(heatKey(this.#measuring.days.hourOfWeek(openedMs)), this.#citizen, openedMs, 1)
    if (withdrawnMs !== null) count('withdrawn')
    this.#reply(count)
    const moves = intervals.filter(({ isForwarded }) => isForwarded).length
    count('forwards', moves)
    if (moves > 0) {
      count('forwardedTickets')
      const last = intervals.at(-1)?.fromMs ?? openedMs
      count('forwardLostSeconds', Math.round((last - (intervals[0]?.fromMs ?? last)) / 1000))
    }
    count('pauses', pauses.length)
    count('pauseSeconds', Math.round(sum(pauses.map(({ fromMs, toMs }) => toMs - fromMs)) / 1000))
    count('undelivered', undelivered)
    if (isClockSuspect) count('clockSuspect')
    const resolver = this.#resolver()
    for (const { owner, responderId } of this.#history.reopenings.slice(0, 1))
      this.count('reopened', this.ofOwner(owner, responderId), openedMs)
    if (ratingsAsked > 0) this.count('ratingsAsked', resolver, openedMs)
    if (this.#history.rating !== null) this.count(this.#history.rating, resolver, openedMs)
  }

  /** Whom the last word on the ticket belongs to. */
  #resolver(): Where {
    const { resolution, reopenings } = this.#history
    const last = resolution ?? reopenings.at(-1)
    return last === undefined ? this.#citizen : this.ofOwner(last.owner, last.responderId)
  }

  /** Whoever takes a question back after the deadline has waited in vain; before it, nobody is to blame. */
  #reply(count: (name: Counter) => void): void {
    const { firstResponse, withdrawnMs, replyDueMs } = this.#history
    if (replyDueMs === null) return
    if (firstResponse !== null) count(firstResponse.ms <= replyDueMs ? 'replyOnTime' : 'replyLate')
    else if (withdrawnMs !== null && withdrawnMs > replyDueMs) count('replyLate')
  }

  firstResponse(): void {
    const { firstResponse, openedMs } = this.#history
    if (firstResponse === null) return
    const where = this.ofOwner(firstResponse.owner, firstResponse.responderId)
    this.count('responded', where, openedMs)
    const stretch = { fromMs: openedMs, toMs: firstResponse.ms }
    const took = this.duration('first', where, openedMs, stretch)
    for (const hours of limits) {
      if (took.wallMs <= hours * hourMs) this.count(`firstWithin${hours}`, where, openedMs)
      if (took.workingMs <= hours * hourMs) this.count(`firstWorkingWithin${hours}`, where, openedMs)
    }
  }

  resolution(): void {
    const { resolution, openedMs, pauses, finalDueMs, intervals } = this.#history
    if (resolution === null) return
    const where = this.ofOwner(resolution.owner, resolution.responderId)
    this.count('answered', where, openedMs)
    const [paused, pausedMs] = [
      pauses.filter(({ fromMs }) => fromMs < resolution.ms),
      this.#pausedMs(resolution),
    ]
    this.duration('final', where, openedMs, { fromMs: openedMs, toMs: resolution.ms }, paused)
    if (finalDueMs !== null)
      this.count(resolution.ms <= finalDueMs + pausedMs ? 'finalOnTime' : 'finalLate', where, openedMs)
    const [first] = intervals
    if (first === undefined) return
    this.count('firstOwnerJudged', this.#citizen, openedMs)
    if (!intervals.some(({ isForwarded }) => isForwarded) && first.owner === resolution.owner)
      this.count('firstOwnerRight', this.#citizen, openedMs)
  }

  #pausedMs({ ms }: Response): number {
    const before = this.#history.pauses.filter(({ fromMs }) => fromMs < ms)
    return sum(before.map(({ fromMs, toMs }) => toMs - fromMs))
  }

  interval(interval: OwnerInterval): void {
    const { owner, fromMs, dueMs, responseMs, responderId, endMs, isForwarded } = interval
    const where = this.ofOwner(owner, responderId)
    this.count('ownerReceived', where, fromMs)
    if (isForwarded) this.count('ownerForwarded', where, fromMs)
    // An owner's load comes when tickets come to it, not when citizens began to write.
    const hour = this.#measuring.days.hourOfWeek(fromMs)
    this.#sum(heatKey(hour), [['institution', memberName(owner)]], fromMs, 1)
    const settledMs = responseMs ?? endMs
    const isLate = dueMs !== null && settledMs !== null && settledMs > dueMs
    if (isLate) {
      this.count('ownerLate', where, fromMs)
      this.#sum(lateHeatKey(hour), where, fromMs, 1)
    }
    // Sent on or withdrawn before the deadline: nobody is to blame.
    if (dueMs !== null && responseMs !== null && !isLate) this.count('ownerOnTime', where, fromMs)
    if (responseMs === null) return
    this.count('ownerResponded', where, fromMs)
    const [wallMs, workingMs] = [responseMs - fromMs, this.#measuring.clockOf(owner)(fromMs, responseMs)]
    this.#fileDuration('owner', where, fromMs, { wallMs, workingMs })
    for (const hours of limits) {
      if (wallMs <= hours * hourMs) this.count(`ownerWithin${hours}`, where, fromMs)
      if (workingMs <= hours * hourMs) this.count(`ownerWorkingWithin${hours}`, where, fromMs)
    }
  }

  promise(promise: TicketHistory['promises'][number]): void {
    const where = this.ofOwner(promise.owner, promise.responderId)
    this.count('promises', where, promise.ms)
    if (promise.isKept !== null)
      this.count(promise.isKept ? 'promisesKept' : 'promisesBroken', where, promise.ms)
  }

  quality({ ms, owner, responderId, judgement }: JudgedAnswer): void {
    const where = this.ofOwner(owner, responderId)
    this.count('qualitySampled', where, ms)
    if (judgement === null) return
    this.count('qualityJudged', where, ms)
    for (const criterion of qualityCriteria)
      this.count(`${criterion}${gradeNames[judgement[criterion]]}`, where, ms)
  }

  /** By both clocks, without the pauses. */
  duration(
    name: 'first' | 'final' | 'run',
    where: Where,
    filedMs: number,
    stretch: Stretch,
    pauses: readonly Stretch[] = [],
  ): { readonly wallMs: number; readonly workingMs: number } {
    const wallMs = stretch.toMs - stretch.fromMs - sum(pauses.map(({ fromMs, toMs }) => toMs - fromMs))
    const workingMs = this.#working(stretch) - sum(pauses.map((pause) => this.#working(pause)))
    const took = { wallMs: Math.max(0, wallMs), workingMs: Math.max(0, workingMs) }
    this.#fileDuration(name, where, filedMs, took)
    return took
  }

  #fileDuration(
    name: 'first' | 'final' | 'run' | 'owner',
    where: Where,
    filedMs: number,
    took: { readonly wallMs: number; readonly workingMs: number },
  ): void {
    const key = (kind: Duration, ms: number): number => durationKey(kind) + bucketOf(Math.round(ms / 1000))
    this.#sum(key(`${name}Wall`, took.wallMs), where, filedMs, 1)
    this.#sum(key(`${name}Working`, took.workingMs), where, filedMs, 1)
  }

  #working(stretch: Stretch): number {
    return workingWait(this.#history, stretch, this.#measuring.clockOf)
  }

  count(name: Counter, where: Where, ms: number, amount = 1): void {
    this.#sum(counterKey(name), where, ms, amount)
  }

  #sum(key: number, where: Where, ms: number, amount: number): void {
    if (amount === 0) return
    const day = this.#measuring.days.dayOf(ms)
    for (const [dimension, member] of where) this.#add(dimension, member, day, key, amount)
  }
}

/** Working milliseconds of the citizen's wait: at every moment by the calendar of whoever had the ticket then. */
export function workingWait(
  { intervals }: Pick<TicketHistory, 'intervals'>,
  { fromMs, toMs }: Stretch,
  clockOf: Measuring['clockOf'],
): number {
  if (intervals.length < 2) return clockOf(intervals[0]?.owner ?? null)(fromMs, toMs)
  return sum(
    intervals.map(({ owner, fromMs: since }, index) => {
      const start = index === 0 ? fromMs : Math.max(fromMs, since)
      const end = Math.min(toMs, intervals[index + 1]?.fromMs ?? toMs)
      return clockOf(owner)(start, end)
    }),
  )
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const withoutTicket: ReadonlyMap<string, Counter> = new Map([
  ['faqShown', 'faqShown'],
  ['faqHelped', 'faqHelped'],
])
const dropped: ReadonlyMap<string | null, Counter> = new Map([
  ['text', 'droppedAtText'],
  ['topic', 'droppedAtTopic'],
  ['place', 'droppedAtPlace'],
])

/** A dialogue that led to no ticket: an answer from the FAQ, a question that was given up. */
export function contributeDialogue(event: LoggedEvent, { days }: Measuring, add: AddTo): void {
  const name =
    event.type === 'questionDropped'
      ? (dropped.get(textIn(event.facts, 'step')) ?? 'droppedElsewhere')
      : withoutTicket.get(event.type)
  if (name === undefined) return
  const day = days.dayOf(event.atMs)
  add('total', everybody, day, counterKey(name), 1)
  add('community', memberName(event.groupId), day, counterKey(name), 1)
}
