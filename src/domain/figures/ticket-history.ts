/**
 * From the events of one ticket to its history, by the definitions in docs/metrics. Pure: the same events give the same
 * history, whenever and in whatever portions they came.
 */
import { eventsThat } from './event-meanings.ts'
import type {
  OwnerInterval,
  PromiseMade,
  RatingCounter,
  Response,
  TicketHistory,
  WaitingRun,
} from './history.ts'
import { type TimedEvent, inOrder } from './in-order.ts'
import { JudgedAnswers } from './judged-answers.ts'
import { type LoggedEvent, momentIn, numberIn, textIn } from './logged-event.ts'
import { undeliveredResponses } from './undelivered.ts'

const dayMs = 86_400_000
/** A reopening within this time voids the resolution before it. */
const reopenWithinMs = 14 * dayMs
/** A citizen who does not answer a question back must not stop the clock for ever. For events that name no moment. */
export const pauseMaxMs = 3 * dayMs

/** Null when the ticket was never opened, or was merged: then the older one answers for both and counts alone. */
export function ticketHistory(logged: readonly LoggedEvent[]): TicketHistory | null {
  if (logged.some(({ type }) => type === 'ticketMerged')) return null
  const { events, isClockSuspect } = inOrder(logged)
  const opened = events.find(({ event }) => event.type === 'ticketOpened')
  if (opened === undefined) return null
  const unsaid = undeliveredResponses(logged)
  const history = new Unfolding(opened)
  for (const timed of events) if (!unsaid.has(timed.event.id)) history.apply(timed)
  return history.told(isClockSuspect, unsaid.size)
}

const ratings: ReadonlyMap<string | null, RatingCounter> = new Map([
  ['helped', 'helped'],
  ['partly', 'partlyHelped'],
  ['no', 'notHelped'],
  ['offTopic', 'offTopic'],
])

const isByPerson = ({ actorKind }: LoggedEvent): boolean => actorKind === 'staff' || actorKind === 'operator'

const words = eventsThat('citizenSpoke')
const responses = eventsThat('responds')

/** Open stretches are kept apart from closed ones until they end. */
class Unfolding {
  readonly #opened: TimedEvent
  #topicId: string | null
  #owner: number | null = null
  #runs: WaitingRun[] = []
  #waitingSince: number | null
  #intervals: OwnerInterval[] = []
  #interval: OwnerInterval | null = null
  #pausedSince: number | null = null
  #pauseEndsMs = 0
  #pauses: { fromMs: number; toMs: number }[] = []
  #promises: PromiseMade[] = []
  #firstResponse: Response | null = null
  #resolution: Response | null = null
  #isResolutionFinal = false
  #isClosed = false
  #withdrawnMs: number | null = null
  #reopenings: Response[] = []
  #ratingsAsked = 0
  #rating: RatingCounter | null = null
  readonly #judgedAnswers = new JudgedAnswers()
  #replyDueMs: number | null = null
  #finalDueMs: number | null = null

  constructor(opened: TimedEvent) {
    this.#opened = opened
    this.#waitingSince = opened.ms
    this.#topicId = textIn(opened.event.facts, 'topicId')
  }

  apply({ event, ms }: TimedEvent): void {
    if (words.has(event.type)) return this.#hearCitizen(ms)
    if (responses.has(event.type)) {
      if (isByPerson(event)) this.#respond(event, ms)
      // The citizen says that the promise was kept: settled, without another response.
      else if (event.actorKind === 'citizen') this.#resolve({ ms, owner: this.#owner, responderId: null })
      return
    }
    switch (event.type) {
      case 'ticketRouted':
        return this.#route(event, ms)
      case 'clockResumed':
        return this.#moveFinalDue(momentIn(event.facts, 'finalAnswerDueAt'), ms)
      case 'promiseJudged':
        return this.#judgePromise(event.facts['isKept'] === true)
      case 'ticketReopened':
        return this.#reopen(ms)
      case 'ticketWithdrawn':
        return this.#withdraw(ms)
      case 'ratingAsked':
        this.#ratingsAsked += 1
        return
      case 'ticketRated':
        this.#rating = ratings.get(textIn(event.facts, 'rating')) ?? this.#rating
        return
      case 'topicChanged':
        this.#topicId = textIn(event.facts, 'to')
        return
      case 'answerSampled':
        return this.#judgedAnswers.sampled(event)
      case 'answerJudged':
        return this.#judgedAnswers.judged(event)
    }
  }

  /** Routing to the owner who has it changes nothing: a second promise must not hide the first. */
  #route({ facts }: LoggedEvent, ms: number): void {
    const owner = numberIn(facts, 'institutionId')
    const dueMs = momentIn(facts, 'firstReplyDueAt')
    this.#finalDueMs = momentIn(facts, 'finalAnswerDueAt')
    this.#replyDueMs ??= dueMs
    const current = this.#interval
    // After a reopening the deadlines come with the routing that follows it.
    const isReopened = current !== null && current.dueMs === null && current.responseMs === null
    if (isReopened) this.#interval = null
    else if (current !== null && current.owner === owner) return
    this.#endInterval(ms, true)
    this.#begin(owner, isReopened ? current.fromMs : ms, dueMs)
  }

  #begin(owner: number | null, fromMs: number, dueMs: number | null): void {
    const nothing = { responseMs: null, responderId: null, endMs: null, isForwarded: false }
    this.#owner = owner
    this.#interval = { owner, fromMs, dueMs, ...nothing }
  }

  #endInterval(endMs: number, isForwarded: boolean): void {
    if (this.#interval !== null) this.#intervals.push({ ...this.#interval, endMs, isForwarded })
    this.#interval = null
  }

  #hearCitizen(ms: number): void {
    this.#resume(ms)
    if (!this.#isClosed) this.#waitingSince ??= ms
  }

  #respond(event: LoggedEvent, ms: number): void {
    const said: Response = {
      ms,
      owner: this.#owner,
      responderId: event.actorKind === 'staff' ? event.actorId : null,
    }
    this.#resume(ms)
    this.#endRun(ms, true)
    this.#firstResponse ??= said
    this.#judgedAnswers.answered(event.id, said)
    if (this.#interval !== null && this.#interval.responseMs === null)
      this.#interval = { ...this.#interval, responseMs: ms, responderId: said.responderId }
    if (event.type === 'clarificationAsked') {
      this.#pausedSince = ms
      this.#pauseEndsMs = momentIn(event.facts, 'pausedUntil') ?? ms + pauseMaxMs
    }
    if (event.type === 'interimAnswered') this.#promise(said, momentIn(event.facts, 'promisedUntil'))
    if (event.type === 'ticketAnswered') this.#resolve(said)
  }

  #resolve(said: Response): void {
    this.#isClosed = true
    if (!this.#isResolutionFinal) this.#resolution = said
    this.#promises = this.#promises.map((promise) =>
      promise.isKept === null ? { ...promise, isKept: said.ms <= promise.untilMs } : promise,
    )
  }

  /** A date put off is a promise not kept. */
  #promise(said: Response, untilMs: number | null): void {
    if (untilMs === null) return
    const earlier = this.#promises.map((promise) => ({ ...promise, isKept: promise.isKept ?? false }))
    this.#promises = [...earlier, { ...said, untilMs, isKept: null }]
  }

  #judgePromise(isKept: boolean): void {
    const last = this.#promises.at(-1)
    if (last !== undefined) this.#promises = [...this.#promises.slice(0, -1), { ...last, isKept }]
  }

  #reopen(ms: number): void {
    if (!this.#isClosed || this.#withdrawnMs !== null) return
    this.#isClosed = false
    const voided = this.#resolution
    if (voided !== null) this.#reopenings.push({ ...voided, ms })
    if (voided !== null && ms - voided.ms <= reopenWithinMs && !this.#isResolutionFinal)
      this.#resolution = null
    else this.#isResolutionFinal = true
    this.#waitingSince ??= ms
    this.#endInterval(ms, false)
    this.#begin(this.#owner, ms, null)
  }

  #withdraw(ms: number): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#withdrawnMs = ms
    this.#resume(ms)
    this.#endRun(ms, false)
    this.#endInterval(ms, false)
  }

  /** Kept as it was before the pauses: whoever judges by it adds them. */
  #moveFinalDue(dueMs: number | null, ms: number): void {
    this.#resume(ms)
    if (dueMs === null) return
    this.#finalDueMs = dueMs - this.#pauses.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0)
  }

  #endRun(toMs: number, isAnswered: boolean): void {
    if (this.#waitingSince === null) return
    this.#runs.push({ fromMs: this.#waitingSince, toMs, owner: this.#owner, isAnswered })
    this.#waitingSince = null
  }

  #resume(ms: number): void {
    if (this.#pausedSince === null) return
    this.#pauses.push({
      fromMs: this.#pausedSince,
      toMs: Math.max(this.#pausedSince, Math.min(ms, this.#pauseEndsMs)),
    })
    this.#pausedSince = null
  }

  told(isClockSuspect: boolean, undelivered: number): TicketHistory {
    const { event, ms } = this.#opened
    const waiting = this.#waitingSince
    const running =
      waiting === null ? [] : [{ fromMs: waiting, toMs: null, owner: this.#owner, isAnswered: false }]
    return {
      openedMs: ms,
      groupId: numberIn(event.facts, 'groupId') ?? event.groupId,
      municipalityId: numberIn(event.facts, 'municipalityId'),
      topicId: this.#topicId,
      runs: [...this.#runs, ...running],
      intervals: this.#interval === null ? this.#intervals : [...this.#intervals, this.#interval],
      pauses: this.#pauses,
      promises: this.#promises,
      firstResponse: this.#firstResponse,
      resolution: this.#resolution,
      withdrawnMs: this.#withdrawnMs,
      isOpen: !this.#isClosed,
      reopenings: this.#reopenings,
      ratingsAsked: this.#ratingsAsked,
      rating: this.#rating,
      replyDueMs: this.#replyDueMs,
      finalDueMs: this.#finalDueMs,
      isPaused: this.#pausedSince !== null,
      judgedAnswers: this.#judgedAnswers.told(),
      undelivered,
      isClockSuspect,
    }
  }
}
