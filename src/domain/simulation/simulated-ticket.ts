/** The life of one made-up ticket, as the event log would tell it. */
import { type Instant, Temporal, addSeconds, isBefore, secondsBetween } from '../time.ts'
import { addWorkingSeconds } from '../working-time.ts'
import type { Random } from './random.ts'
import type { SimulatedInstitution, SimulatedRegion } from './simulated-region.ts'

export interface SimulatedEvent {
  readonly type: string
  readonly at: Instant
  readonly vkAt: Instant | null
  readonly actorKind: 'citizen' | 'staff' | 'operator' | 'bot'
  readonly actorId: number | null
  readonly institutionId: number
  readonly facts: Readonly<Record<string, unknown>>
}

export interface SimulatedTicket {
  readonly groupId: number
  readonly municipalityId: number
  readonly citizenId: number
  readonly topicId: string
  readonly events: readonly SimulatedEvent[]
}

const hourSeconds = 3_600
const firstReplySeconds = 8 * hourSeconds
const finalAnswerSeconds = 56 * hourSeconds
const daySeconds = 24 * hourSeconds
/** Made-up lives do not know each other. */
const otherTicket = 1
const firstCitizenId = 9_000_000_001

/** What happens after `end` has not happened yet. */
export function simulatedTicket(
  region: SimulatedRegion,
  opening: { readonly owner: SimulatedInstitution; readonly openedAt: Instant; readonly end: Instant },
  random: Random,
): SimulatedTicket {
  const topic = region.topics[random.whole(0, region.topics.length - 1)]
  const citizenId = firstCitizenId + random.whole(0, 400_000)
  const life = new Life(region, opening.owner, citizenId, random)
  life.open(opening.openedAt, topic?.id ?? '')
  life.live()
  return {
    groupId: opening.owner.groupId,
    municipalityId: opening.owner.municipalityId,
    citizenId,
    topicId: topic?.id ?? '',
    // Opened and routed at once, whatever comes later.
    events: life.events.filter(({ at }, index) => index < 2 || isBefore(at, opening.end)),
  }
}

class Life {
  readonly #region: SimulatedRegion
  readonly #random: Random
  readonly #citizenId: number
  readonly events: SimulatedEvent[] = []
  #owner: SimulatedInstitution
  #now: Instant = Temporal.Instant.fromEpochMilliseconds(0)
  #cmid = 1
  #finalDueAt: Instant = this.#now

  constructor(region: SimulatedRegion, owner: SimulatedInstitution, citizenId: number, random: Random) {
    this.#region = region
    this.#owner = owner
    this.#citizenId = citizenId
    this.#random = random
  }

  /** VK's dates are whole seconds; we hear of a message a moment later. */
  open(at: Instant, topicId: string): void {
    this.#now = addSeconds(at, this.#random.whole(1, 20))
    const { municipalityId, groupId } = this.#owner
    this.#say('ticketOpened', 'citizen', at, { topicId, confidence: 0.8, municipalityId, groupId })
    this.#route({ kind: 'topic' })
  }

  live(): void {
    const { habits } = this.#owner
    for (let words = this.#random.whole(0, 4); words > 0; words -= 1) this.#addWords()
    this.#seldom()
    if (this.#random.chance(0.01)) return this.#merge()
    if (this.#random.chance(habits.forwarded)) this.#forward()
    if (this.#random.chance(0.02)) return this.#withdraw()
    if (this.#random.chance(this.#owner.habits.neglected)) return
    this.#answerAll()
    for (let times = 0; times < 2 && !this.#random.chance(this.#owner.habits.settled); times += 1)
      if (!this.#reopen()) return
  }

  #answerAll(): void {
    this.#work(this.#random.around(this.#owner.habits.responseHours * hourSeconds, 0.9))
    this.#say('ticketTaken', 'staff', null, {})
    if (this.#random.chance(0.08)) this.#byHand()
    if (this.#random.chance(0.02)) this.#tellNews()
    if (this.#random.chance(0.07)) this.#clarify()
    if (this.#random.chance(0.1) && this.#promise()) return this.#rate()
    this.#say('ticketAnswered', 'staff', null, {})
    if (this.#random.chance(0.01)) this.#fail()
    else this.#rate()
  }

  #seldom(): void {
    if (this.#random.chance(0.02)) this.#say('messageEdited', 'citizen', this.#now, { cmid: this.#cmid })
    if (this.#random.chance(0.02)) this.#say('humanRequested', 'citizen', this.#now, {})
    if (this.#random.chance(0.02)) this.#askColleagues()
    if (this.#random.chance(0.02)) this.#say('citizenJoined', 'citizen', this.#now, {})
    if (this.#random.chance(0.02)) this.#say('ticketAbsorbed', 'staff', this.#now, { from: otherTicket })
    if (!this.#random.chance(0.03)) return
    const to = this.#region.topics[this.#random.whole(0, this.#region.topics.length - 1)]
    this.#wait(this.#random.around(hourSeconds, 1))
    this.#say('topicChanged', 'staff', null, { from: null, to: to?.id ?? null })
  }

  #askColleagues(): void {
    const institutionId = this.#owner.id
    this.#say('colleaguesAsked', 'staff', null, { institutionId })
    this.#say('colleaguesAnswered', 'staff', null, { institutionId })
  }

  #tellNews(): void {
    this.#say('incidentTold', 'staff', null, {})
    this.#work(this.#random.around(2 * hourSeconds, 0.6))
  }

  #byHand(): void {
    this.#say('operatorReplied', 'operator', this.#now, { cmid: this.#nextCmid() })
    this.#work(this.#random.around(2 * hourSeconds, 0.6))
  }

  #clarify(): void {
    const askedAt = this.#now
    this.#say('clarificationAsked', 'staff', null, {
      pausedUntil: addSeconds(askedAt, 3 * daySeconds).toString(),
    })
    this.#wait(this.#random.around(10 * hourSeconds, 1.2))
    this.#addWords()
    const pauseSeconds = Math.min(secondsBetween(askedAt, this.#now), 3 * daySeconds)
    this.#finalDueAt = addSeconds(this.#finalDueAt, pauseSeconds)
    this.#say('clockResumed', 'citizen', null, { finalAnswerDueAt: this.#finalDueAt.toString() })
    this.#work(this.#random.around(3 * hourSeconds, 0.7))
  }

  /** True when the citizen says that it was done. */
  #promise(): boolean {
    const days = this.#random.whole(1, 5)
    const promisedUntil = addSeconds(this.#now, days * daySeconds).toString()
    this.#say('interimAnswered', 'staff', null, { promisedUntil })
    this.#wait(days * daySeconds * this.#random.around(0.9, 0.4))
    if (this.#random.chance(0.3)) {
      const isKept = this.#random.chance(0.6)
      this.#say('promiseJudged', 'citizen', this.#now, { isKept })
      if (isKept) this.#say('ticketAnswered', 'citizen', this.#now, {})
      if (isKept) return true
    }
    this.#work(0)
    return false
  }

  /** VK refuses the answer; the administrator says it once more. */
  #fail(): void {
    const said = this.#now
    this.#wait(2)
    this.#say('messageUndelivered', 'bot', null, { saidAt: said.toString() })
    this.#work(this.#random.around(3 * hourSeconds, 0.5))
    this.#say('ticketAnswered', 'staff', null, {})
  }

  #rate(): void {
    this.#wait(this.#random.around(20 * hourSeconds, 0.2))
    this.#say('ratingAsked', 'bot', null, {})
    if (!this.#random.chance(0.35)) return
    this.#wait(this.#random.around(2 * hourSeconds, 1))
    const isGood = this.#random.chance(this.#owner.habits.settled)
    const rating = isGood ? 'helped' : this.#random.pick(['partly', 'no', 'offTopic'])
    this.#say('ticketRated', 'citizen', this.#now, { rating })
  }

  #addWords(): void {
    this.#wait(this.#random.around(900, 1))
    this.#say('messageAdded', 'citizen', this.#now, { cmid: this.#nextCmid() })
  }

  #forward(): void {
    const { institutions } = this.#region
    const to = institutions[this.#random.whole(0, institutions.length - 1)]
    if (to === undefined || to.id === this.#owner.id) return
    this.#work(this.#random.around(3 * hourSeconds, 1))
    this.#say('ticketForwarded', 'staff', null, { from: this.#owner.id, to: to.id })
    this.#owner = to
    this.#route({ kind: 'forwarded' })
  }

  /** The same person has asked before. */
  #merge(): void {
    this.#wait(this.#random.around(2 * hourSeconds, 1))
    this.#say('ticketMerged', 'staff', null, { into: otherTicket })
  }

  #withdraw(): void {
    this.#wait(this.#random.around(6 * hourSeconds, 1))
    this.#say('ticketWithdrawn', 'citizen', this.#now, {})
  }

  /** False when the citizen puts up with it. */
  #reopen(): boolean {
    if (!this.#random.chance(0.3)) return false
    this.#wait(this.#random.around(8 * hourSeconds, 1.5))
    this.#say('ticketReopened', 'citizen', this.#now, {})
    this.#route({ kind: 'reopened' })
    if (this.#random.chance(this.#owner.habits.neglected)) return false
    this.#answerAll()
    return true
  }

  #route(reason: Readonly<Record<string, string>>): void {
    const due = (seconds: number): Instant => addWorkingSeconds(this.#owner.calendar, this.#now, seconds)
    this.#finalDueAt = due(finalAnswerSeconds)
    this.#say('ticketRouted', 'bot', null, {
      institutionId: this.#owner.id,
      reason,
      firstReplyDueAt: due(firstReplySeconds).toString(),
      finalAnswerDueAt: this.#finalDueAt.toString(),
    })
  }

  /** People work in their hours. */
  #work(seconds: number): void {
    const until = addWorkingSeconds(this.#owner.calendar, this.#now, Math.round(seconds))
    this.#now = addSeconds(until, this.#random.whole(5, 600))
  }

  #wait(seconds: number): void {
    this.#now = addSeconds(this.#now, Math.max(1, Math.round(seconds)))
  }

  #nextCmid(): number {
    this.#cmid += 1
    return this.#cmid
  }

  #say(
    type: string,
    actorKind: SimulatedEvent['actorKind'],
    vkAt: Instant | null,
    facts: SimulatedEvent['facts'],
  ): void {
    const [first] = this.#owner.staffIds
    const staffId = this.#random.chance(0.7) ? first : (this.#owner.staffIds.at(-1) ?? first)
    const ids = { citizen: this.#citizenId, staff: staffId, operator: 1, bot: null } as const
    const { id: institutionId } = this.#owner
    const seconds = vkAt === null ? null : Math.floor(vkAt.epochMilliseconds / 1000)
    const whole = seconds === null ? null : Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    this.events.push({
      type,
      at: this.#now,
      vkAt: whole,
      actorKind,
      actorId: ids[actorKind],
      institutionId,
      facts,
    })
  }
}
