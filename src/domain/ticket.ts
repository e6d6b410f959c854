/**
 * A ticket: a citizen's question on its way to an answer. Every change is a pure function from a ticket to a
 * changed ticket and the events that tell it; the event log alone is enough to rebuild all figures.
 */
import type {
  GroupId,
  InstitutionId,
  MunicipalityId,
  PeerId,
  StaffId,
  TicketId,
  TopicId,
  VkUserId,
} from './ids.ts'
import type { QualityJudgement } from './answer-sample.ts'
import type { Priority } from './directory.ts'
import type { RouteReason } from './routing.ts'
import { type Result, refuse, success } from './result.ts'
import { type Instant, secondsBetween } from './time.ts'

export type TicketStatus = 'new' | 'taken' | 'answered' | 'withdrawn'

export interface Ticket {
  readonly id: TicketId
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly citizenId: VkUserId
  readonly topicId: TopicId | null
  readonly topicConfidence: number | null
  readonly municipalityId: MunicipalityId | null
  readonly place: string | null
  /** Of the topic; urgent when somebody may be in danger. */
  readonly priority: Priority
  /** First words of the question, at most 200 characters. */
  readonly summary: string
  /** Key of the safety advice when words of danger were met: the ticket is urgent. */
  readonly danger: string | null
  readonly status: TicketStatus
  /** Null: the coordinators decide. */
  readonly institutionId: InstitutionId | null
  readonly takenById: StaffId | null
  /** VK's date of the citizen's first message: t0 of every metric. */
  readonly openedAt: Instant
  readonly routedAt: Instant
  readonly firstReplyDueAt: Instant
  readonly finalAnswerDueAt: Instant
  readonly firstResponseAt: Instant | null
  readonly answeredAt: Instant | null
  /** What the final answer was; null while there is none, and of answers before results were asked for. */
  readonly result: ResultKind | null
  /** The date of an interim answer: until then something is to be done. */
  readonly promisedUntil: Instant | null
  /** Since when the clock of the final answer stands, and until when at most: the citizen was asked back. Null: it runs. */
  readonly pausedAt: Instant | null
  readonly pausedUntil: Instant | null
  readonly forwards: number
  /** How often the citizen was not content with an answer. */
  readonly reopens: number
  /** The older ticket of the same person that answers this one, too: closed without an answer of its own. Null: none. */
  readonly mergedIntoId: TicketId | null
  readonly version: number
}

/** How a person settled the matter. */
export type ResultKind = 'solved' | 'explained' | 'refused'

export type Actor =
  | { readonly kind: 'citizen'; readonly id: VkUserId }
  | { readonly kind: 'staff'; readonly id: StaffId }
  /** A person of the community, unknown to us, who writes by hand in VK's own interface. */
  | { readonly kind: 'operator'; readonly id: VkUserId }
  | { readonly kind: 'bot' }

/** What happened, with its facts. Names are past tense; `facts` hold ids and moments, never words of people. */
export type TicketFact =
  | {
      readonly type: 'ticketOpened'
      readonly facts: {
        readonly topicId: TopicId | null
        readonly confidence: number | null
        readonly municipalityId: MunicipalityId | null
        readonly groupId: GroupId
        readonly danger: string | null
      }
    }
  | { readonly type: 'ticketRouted'; readonly facts: RoutedFacts }
  | { readonly type: 'ticketTaken'; readonly facts: Record<string, never> }
  /** Somebody with the same trouble waits for its answer, too. */
  | { readonly type: 'citizenJoined'; readonly facts: Record<string, never> }
  | { readonly type: 'messageAdded'; readonly facts: { readonly cmid: number | null } }
  /** Null: a comment. */
  | { readonly type: 'messageEdited'; readonly facts: { readonly cmid: number | null } }
  | { readonly type: 'humanRequested'; readonly facts: Record<string, never> }
  /** By hand in VK's own interface: a human response, and no resolution. */
  | { readonly type: 'operatorReplied'; readonly facts: { readonly cmid: number } }
  | {
      readonly type: 'ticketForwarded'
      readonly facts: { readonly from: InstitutionId | null; readonly to: InstitutionId | null }
    }
  | {
      readonly type: 'ticketAnswered'
      readonly facts: { readonly result: ResultKind | null; readonly refusal: RefusalReason | null }
    }
  | { readonly type: 'ticketWithdrawn'; readonly facts: Record<string, never> }
  /** VK refused a message to the citizen for good: what was answered did not arrive. */
  | { readonly type: 'messageUndelivered'; readonly facts: { readonly saidAt: string } }
  /** A public answer with a date, the matter is not settled yet: a human response, and a promise until `promisedUntil`. */
  | { readonly type: 'interimAnswered'; readonly facts: { readonly promisedUntil: string } }
  /** News of a common trouble, told to all whom it concerns: a human response, and no resolution. */
  | { readonly type: 'incidentTold'; readonly facts: Record<string, never> }
  /** The citizen's word on a promise after its date; without it a promise is kept by a resolution in time. */
  | { readonly type: 'promiseJudged'; readonly facts: { readonly isKept: boolean } }
  /** A person asks the citizen back: a human response; the clock pauses until the citizen's next words. */
  | { readonly type: 'clarificationAsked'; readonly facts: { readonly pausedUntil: string } }
  /** The citizen answered (their words are a `messageAdded` before), or the pause came to its end. */
  | { readonly type: 'clockResumed'; readonly facts: { readonly finalAnswerDueAt: string } }
  /** Another institution was asked for its knowledge, and gave it; the citizen hears neither. */
  | { readonly type: 'colleaguesAsked'; readonly facts: { readonly institutionId: InstitutionId } }
  | { readonly type: 'colleaguesAnswered'; readonly facts: { readonly institutionId: InstitutionId } }
  /** The citizen is not content. A `ticketRouted` with new deadlines follows. */
  | { readonly type: 'ticketReopened'; readonly facts: Record<string, never> }
  /** Asked twice by the same person: the older one answers for both. In figures this ticket never was. */
  | { readonly type: 'ticketMerged'; readonly facts: { readonly into: TicketId } }
  /** A newer ticket of the same person came in: words of the citizen, dated as they were said. */
  | { readonly type: 'ticketAbsorbed'; readonly facts: { readonly from: TicketId } }
  | { readonly type: 'ratingAsked'; readonly facts: Record<string, never> }
  | { readonly type: 'ticketRated'; readonly facts: { readonly rating: Rating } }
  | {
      readonly type: 'answerSampled'
      /** An event of this ticket; drawn for a coordinator from `candidates` answers of the week by `seed`. */
      readonly facts: {
        readonly answerEventId: number
        readonly coordinatorId: StaffId
        /** ISO date of the Monday. */
        readonly week: string
        readonly seed: number
        readonly candidates: number
      }
    }
  /** The coordinator's word on it; a later one of the same person replaces it. */
  | {
      readonly type: 'answerJudged'
      readonly facts: QualityJudgement & { readonly answerEventId: number }
    }
  | {
      readonly type: 'topicChanged'
      readonly facts: { readonly from: TopicId | null; readonly to: TopicId | null }
    }

/** Why an answer was a refusal. */
export const refusalReasons = ['noMoney', 'againstRules', 'notOurs', 'noGround', 'other'] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** «Помогло? Да / Частично / Нет / Ответили не о том». */
export type Rating = 'helped' | 'partly' | 'no' | 'offTopic'

export interface RoutedFacts {
  readonly institutionId: InstitutionId | null
  readonly reason: RouteReason
  /** The same in words, with the titles of that day; see route-in-words. */
  readonly explanation: string
  /** ISO moments: what was promised to the citizen and to the owner. */
  readonly firstReplyDueAt: string
  readonly finalAnswerDueAt: string
}

export interface TicketEvent {
  readonly ticketId: TicketId
  readonly at: Instant
  /** VK's own date when a message caused it. */
  readonly vkAt: Instant | null
  readonly actor: Actor
  /** The institution responsible when it happened. */
  readonly institutionId: InstitutionId | null
  readonly fact: TicketFact
}

/** Words of a person about a ticket. */
export interface TicketMessage {
  readonly ticketId: TicketId
  readonly author: Actor & { readonly kind: 'citizen' | 'staff' | 'operator' }
  readonly text: string
  readonly attachments: readonly { readonly type: string; readonly raw: Readonly<Record<string, unknown>> }[]
  readonly cmid: number | null
  readonly vkAt: Instant
}

export type TransitionRefused =
  /** The citizen was asked back already and has not answered. */
  | { readonly kind: 'alreadyAsked' }
  /** A second interim answer needs a coordinator. */
  | { readonly kind: 'alreadyPromised' }
  /** Nothing was answered that could be opened again, or too long ago. */
  | { readonly kind: 'notAnswered' }
  | { readonly kind: 'alreadyTaken'; readonly by: StaffId }
  | { readonly kind: 'alreadyAnswered' }
  | { readonly kind: 'withdrawn' }
  /** An older ticket of the same person answers for it. */
  | { readonly kind: 'merged'; readonly into: TicketId }
  /** A person has spoken to the citizen about it: what was done would be lost. */
  | { readonly kind: 'personAnswered' }
  /** Of another person, or of another dialogue. */
  | { readonly kind: 'notSamePerson' }

/** At most this many forwards between institutions; then a coordinator decides. */
export const forwardsMax = 2

export const isOpen = (ticket: Ticket): boolean => ticket.status === 'new' || ticket.status === 'taken'

export const isOverdue = (ticket: Ticket, now: Instant): boolean =>
  isOpen(ticket) &&
  ticket.pausedAt === null &&
  now.epochMilliseconds >
    (ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt).epochMilliseconds

/** One of several colleagues takes the ticket. Taking one's own again changes nothing. */
export function take(ticket: Ticket, by: StaffId): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  if (ticket.takenById !== null && ticket.takenById !== by) {
    return refuse({ kind: 'alreadyTaken', by: ticket.takenById })
  }
  return success({ ...ticket, status: 'taken', takenById: by })
}

/** From whoever holds it. */
export const takeOver = (ticket: Ticket, by: StaffId): Result<Ticket, TransitionRefused> =>
  take({ ...ticket, takenById: null }, by)

/** The final answer. Anyone with the right may give it, also when a colleague took the ticket. */
export function answer(
  ticket: Ticket,
  by: StaffId,
  at: Instant,
  result: ResultKind | null = null,
): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  return success({
    ...ticket,
    ...running,
    status: 'answered',
    takenById: ticket.takenById ?? by,
    firstResponseAt: ticket.firstResponseAt ?? at,
    answeredAt: at,
    result,
  })
}

/** An answer with a date: a person has responded, the matter is settled later. */
export function answerInterim(
  ticket: Ticket,
  {
    by,
    at,
    promisedUntil,
    mayRepeat,
  }: {
    readonly by: StaffId
    readonly at: Instant
    readonly promisedUntil: Instant
    /** A coordinator may put a promise off. */
    readonly mayRepeat: boolean
  },
): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  if (ticket.promisedUntil !== null && !mayRepeat) return refuse({ kind: 'alreadyPromised' })
  return success({
    ...respond(ticket, at),
    ...running,
    status: 'taken',
    takenById: ticket.takenById ?? by,
    promisedUntil,
    finalAnswerDueAt: promisedUntil,
  })
}

/** The clock of the final answer does not stand. */
const running = { pausedAt: null, pausedUntil: null } as const

/** A question back to the citizen: a person has responded, and the clock of the final answer stands. */
export function clarify(
  ticket: Ticket,
  { by, at, pausedUntil }: { readonly by: StaffId; readonly at: Instant; readonly pausedUntil: Instant },
): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  if (ticket.pausedAt !== null) return refuse({ kind: 'alreadyAsked' })
  return success({
    ...respond(ticket, at),
    status: 'taken',
    takenById: ticket.takenById ?? by,
    pausedAt: at,
    pausedUntil,
  })
}

/** The clock goes on, towards a moment that leaves the owner what was left. */
export const resume = (ticket: Ticket, finalAnswerDueAt: Instant): Ticket => ({
  ...ticket,
  ...running,
  finalAnswerDueAt,
})

/** After that long nobody remembers the matter: a new question is a new ticket. */
export const reopenDaysMax = 14

/** The citizen is not content; null as owner: the coordinators. */
export function reopen(
  ticket: Ticket,
  at: Instant,
  routed: Pick<Ticket, 'institutionId' | 'routedAt' | 'firstReplyDueAt' | 'finalAnswerDueAt'>,
): Result<Ticket, TransitionRefused> {
  if (!mayBeReopened(ticket, at)) return refuse({ kind: 'notAnswered' })
  return success({
    ...ticket,
    ...routed,
    status: 'new',
    answeredAt: null,
    result: null,
    promisedUntil: null,
    takenById: null,
    reopens: ticket.reopens + 1,
  })
}

export const mayBeReopened = ({ status, answeredAt }: Ticket, at: Instant): boolean =>
  status === 'answered' && answeredAt !== null && secondsBetween(answeredAt, at) <= reopenDaysMax * 24 * 3600

/** A promise was kept, says the citizen: nobody has to write that once more. */
export function confirm(ticket: Ticket, at: Instant): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  return success({ ...ticket, ...running, status: 'answered', answeredAt: at, result: 'solved' })
}

/** A person has spoken to the citizen, and the ticket stays open. */
export const respond = (ticket: Ticket, at: Instant): Ticket =>
  ticket.firstResponseAt === null || at.epochMilliseconds < ticket.firstResponseAt.epochMilliseconds
    ? { ...ticket, firstResponseAt: at }
    : ticket

/** Sends the ticket to another owner, or to the coordinators (null); it starts there as new. */
export function forward(
  ticket: Ticket,
  to: InstitutionId | null,
  routed: Pick<Ticket, 'routedAt' | 'firstReplyDueAt' | 'finalAnswerDueAt'>,
): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  return success({
    ...ticket,
    ...running,
    ...routed,
    status: 'new',
    institutionId: to,
    takenById: null,
    forwards: ticket.forwards + 1,
  })
}

export function withdraw(ticket: Ticket): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(ticket)
  if (closed !== null) return refuse(closed)
  return success({ ...ticket, ...running, status: 'withdrawn' })
}

/** The older ticket answers for the newer one as well. */
export function merge(newer: Ticket, older: Ticket): Result<Ticket, TransitionRefused> {
  const closed = closedRefusal(newer) ?? closedRefusal(older)
  if (closed !== null) return refuse(closed)
  const isSame =
    newer.citizenId === older.citizenId && newer.groupId === older.groupId && newer.peerId === older.peerId
  if (!isSame || newer.id === older.id) return refuse({ kind: 'notSamePerson' })
  if (newer.firstResponseAt !== null) return refuse({ kind: 'personAnswered' })
  return success({ ...newer, ...running, status: 'withdrawn', mergedIntoId: older.id })
}

/** Why nothing more can be done about it; null while it is open. */
export function closedRefusal(
  ticket: Ticket,
): Extract<TransitionRefused, { readonly kind: 'alreadyAnswered' | 'withdrawn' | 'merged' }> | null {
  if (ticket.status === 'answered') return { kind: 'alreadyAnswered' }
  if (ticket.mergedIntoId !== null) return { kind: 'merged', into: ticket.mergedIntoId }
  if (ticket.status === 'withdrawn') return { kind: 'withdrawn' }
  return null
}
