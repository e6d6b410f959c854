/**
 * What scenes ask of the rest of the product. The use cases in src/app fulfil it; every method runs inside the
 * transaction of the message being handled.
 */
import type { Wording } from './bot-texts/wording.ts'
import type { Community, Directory, Institution } from './directory.ts'
import type { OwnPart } from './find-matters.ts'
import type { GroupId, InstitutionId, MunicipalityId, StaffId, TicketId, TopicId } from './ids.ts'
import type { Attachment, Place } from './message.ts'
import type { Result } from './result.ts'
import type { RouteReason } from './routing.ts'
import type { ShownNote, StaffWork } from './staff-work.ts'
import type { StaffMember } from './staff.ts'
import type { StatisticsTable } from './statistics.ts'
import type { Rating, RefusalReason, Ticket } from './ticket.ts'
import type { Instant, PlainDate } from './time.ts'
import type { Understand } from './understanding.ts'

/** One message of the citizen that belongs to a question. */
export interface QuestionMessage {
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Null for a comment. */
  readonly cmid: number | null
  readonly vkAt: Instant
}

export interface SubmittedQuestion {
  readonly messages: readonly QuestionMessage[]
  readonly topicId: TopicId | null
  readonly confidence: number | null
  readonly municipalityId: MunicipalityId | null
  readonly place: string | null
  readonly geo: Place | null
  readonly danger: string | null
  readonly wantsHuman: boolean
  /** One of several matters that these messages hold. */
  readonly part?: OwnPart
}

/** A ticket with the names that people read. */
export interface TicketView {
  readonly ticket: Ticket
  readonly topicTitle: string | null
  /** Null: the coordinators. */
  readonly ownerTitle: string | null
  readonly communityTitle: string
  readonly municipalityTitle: string | null
  readonly timeZone: string
  readonly takenByName: string | null
  /** Null until VK has told it. */
  readonly citizenName: string | null
}

/** A view with the words themselves, for those who may read them. */
export interface TicketInFull extends TicketView {
  readonly conversation: readonly SaidMessage[]
  readonly losses: TicketLosses
  /** Other tickets of the citizen that the same owner has or had, newest first. */
  readonly earlier: readonly EarlierTicket[]
}

/** Where the ticket of a card is now, for whoever reads the card. */
export type CardPlace =
  | { readonly kind: 'here' }
  /** A new card of it came later in the same dialogue. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'elsewhere'; readonly ownerTitle: string }

export type EarlierTicket = Pick<Ticket, 'id' | 'status'>

/** What a citizen may know of a ticket that is not theirs: no name, no words, no flat. */
export interface SimilarTicket {
  readonly ticketId: TicketId
  readonly topicTitle: string
  readonly place: string
  /** How many people have reported it so far. */
  readonly people: number
}

export interface OpenedTicket extends TicketView {
  /** The common trouble that it belongs to, and what everybody was told of it; null: nothing yet. */
  readonly incident: { readonly told: string | null } | null
}

/** For those who answer: also how it came to them. */
export interface TicketForStaff extends TicketInFull {
  /** A colleague holds it, and this person may step in. */
  readonly mayTakeOver: boolean
  /** Words of those who joined, without names. */
  readonly followers: readonly string[]
  /** Words of staff for each other, the newest first. */
  readonly notes: readonly ShownNote[]
  /** Each routing in words, the first first. */
  readonly routes: readonly string[]
}

/** A correction of the directory with the names that people read. */
export interface ProposalView {
  readonly id: number
  readonly topicTitle: string
  readonly municipalityTitle: string | null
  readonly fromTitle: string
  readonly toTitle: string
  readonly moved: number
  readonly total: number
}

export type ProposalDecision = Result<
  ProposalView & { readonly isAccepted: boolean },
  { readonly kind: 'notFound' } | { readonly kind: 'notCoordinator' } | { readonly kind: 'alreadyDecided' }
>

export interface IncidentAnswered {
  readonly tickets: number
  readonly closed: boolean
}

export type IncidentRefusal = { readonly kind: 'incidentClosed' } | { readonly kind: 'notCoordinator' }

export type AbsenceNoted =
  | { readonly kind: 'back' }
  /** Without a deputy and without colleagues the coordinators get the tickets. */
  | { readonly kind: 'away'; readonly deputyName: string | null; readonly hasColleagues: boolean }
  /** Nobody, or several people, are called so. */
  | { readonly kind: 'deputyUnclear'; readonly names: readonly string[] }
/** What did not get through, for those who work on the ticket. */
export interface TicketLosses {
  /** VK refused the last message to the citizen for good. */
  readonly isUndelivered: boolean
  /** Files of which we have no copy; they can be opened in VK while its links work. */
  readonly filesWithoutCopy: number
}

export const noLosses: TicketLosses = { isUndelivered: false, filesWithoutCopy: 0 }

export interface SaidMessage {
  readonly by: 'citizen' | 'staff'
  readonly text: string
  readonly attachmentTypes: readonly string[]
  readonly vkAt: Instant
}

/** What an answer is: it settles the matter, or names a day. */
export type AnswerResult =
  | { readonly kind: 'solved' | 'explained' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** `until`: an ISO date on which something will have been done. */
  | { readonly kind: 'interim'; readonly until: string }

export interface GivenAnswer {
  readonly ticketId: TicketId
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly result: AnswerResult
  /** The template that it was made of. */
  readonly templateId?: number | null
}

export interface AnswerOutcome extends TicketView {
  /** Until then the answer may be called back; null: it is on its way. */
  readonly sendsAt: Instant | null
}

export interface ReopenOutcome extends TicketView {
  /** Who has it now; after two answers that did not help there are only the official ways. */
  readonly to: 'owner' | 'coordinator' | 'officialWays'
}

export type TicketRefusal =
  | { readonly kind: 'notFound' }
  | { readonly kind: 'notYours' }
  | { readonly kind: 'alreadyTaken'; readonly byName: string; readonly by: StaffId }
  | { readonly kind: 'alreadyAnswered' }
  | { readonly kind: 'withdrawn' }
  /** An older ticket of the same person answers for it. */
  | { readonly kind: 'merged'; readonly into: TicketId }
  /** A person has spoken to the citizen about it already. */
  | { readonly kind: 'personAnswered' }
  /** Of another person, or of another dialogue. */
  | { readonly kind: 'notSamePerson' }
  /** Others wait for its answer, too. */
  | { readonly kind: 'hasFollowers'; readonly followers: number }
  /** Words that were to be filled in: `{дата}`. */
  | { readonly kind: 'unfilledBlank'; readonly blank: string }
  /** A second interim answer needs a coordinator. */
  | { readonly kind: 'alreadyPromised' }
  /** The citizen was asked back and has not answered yet. */
  | { readonly kind: 'alreadyAsked' }
  /** Nothing was answered that could be rated or opened again. */
  | { readonly kind: 'notAnswered' }
  /** It would go to those who have it already. */
  | { readonly kind: 'sameOwner' }

/** What is known of a person, in counts. */
export interface PersonKnown {
  /** As VK shows it; null until VK has told it. */
  readonly name: string | null
  readonly since: Instant
  readonly tickets: number
  readonly open: number
  readonly messages: number
  readonly files: number
  /** Tickets of others that the person joined. */
  readonly joined: number
  /** Titles of those who read the tickets. */
  readonly readers: readonly string[]
}

export interface ErasureAsked {
  readonly actId: number
  /** Open tickets that others joined: they stay open without the person. */
  readonly waitedFor: number
}

export type PublishRefusal =
  | TicketRefusal
  /** Deleted, or where a community may not answer. */
  | { readonly kind: 'commentGone' }
  | { readonly kind: 'alreadyPublished' }

export interface CitizenDesk {
  /** Open tickets of this dialogue, oldest first. */
  readonly openTickets: readonly Ticket[]
  openTicket(question: SubmittedQuestion): Promise<OpenedTicket>
  /** Adds what was said in a row to an open ticket and tells its owner once. */
  addMessages(
    ticketId: TicketId,
    messages: readonly QuestionMessage[],
  ): Promise<Result<TicketView, TicketRefusal>>
  /** Asks a person to come, on an open ticket. */
  callHuman(ticketId: TicketId): Promise<Result<TicketView, TicketRefusal>>
  /** The citizen no longer wants an answer; the owner is told. */
  withdraw(ticketId: TicketId): Promise<Result<TicketView, TicketRefusal>>
  /** «Помогло?» — the citizen's word about an answer. */
  rate(ticketId: TicketId, rating: Rating): Promise<Result<TicketView, TicketRefusal>>
  /** The citizen is not content; `reason` in their words or those of a button. */
  reopen(ticketId: TicketId, reason: string): Promise<Result<ReopenOutcome, TicketRefusal>>
  /** «Сделали?» — the citizen's word about a promise. */
  judgePromise(ticketId: TicketId, isKept: boolean): Promise<Result<TicketView, TicketRefusal>>
  /** An open ticket of somebody else about the same thing in the same place; null when there is none. */
  findSimilar(question: SubmittedQuestion): Promise<SimilarTicket | null>
  /** Follows somebody else's open ticket instead of opening one: its answer comes to this person, too. */
  join(ticketId: TicketId, question: SubmittedQuestion): Promise<Result<TicketView, TicketRefusal>>
  /** In all communities; null: nothing. */
  aboutMe(): Promise<PersonKnown | null>
  /** Everything about the person is destroyed, as soon as this has been told. */
  forgetMe(): Promise<ErasureAsked>
  /** The person's own tickets in this community, newest first, at most `limit`. */
  ownTickets(limit: number): Promise<readonly TicketView[]>
  ownTicket(ticketId: TicketId): Promise<Result<TicketInFull, TicketRefusal>>
}

export interface ForwardChoice {
  readonly ticketId: TicketId
  readonly to: InstitutionId | null
  readonly reason: string
}

export interface StaffDesk extends StaffWork {
  readonly member: StaffMember
  readonly isCoordinator: boolean
  ticketByCard(cmid: number): Promise<TicketId | null>
  ticket(ticketId: TicketId): Promise<Result<TicketForStaff, TicketRefusal>>
  take(ticketId: TicketId): Promise<Result<TicketView, TicketRefusal>>
  /** Asks the citizen back; the clock of the final answer stands meanwhile. */
  clarify(ticketId: TicketId, text: string): Promise<Result<TicketView, TicketRefusal>>
  answer(given: GivenAnswer): Promise<Result<AnswerOutcome, TicketRefusal>>
  /** Takes back an answer that was not sent yet; null when it is too late. */
  callBack(ticketId: TicketId): Promise<GivenAnswer | null>
  /** Puts the answer under the comment that the ticket came of. */
  publishAnswer(ticketId: TicketId): Promise<Result<TicketView, PublishRefusal>>
  /** Likely owners other than the present one. */
  likelyOwners(ticketId: TicketId): Promise<Result<readonly Institution[], TicketRefusal>>
  forward(choice: ForwardChoice): Promise<Result<ForwardOutcome, TicketRefusal>>
  /** Open tickets of this person's institutions, soonest deadline first. */
  queue(limit: number): Promise<readonly TicketView[]>
  /** `until` is the last day away; null: back at work. */
  noteAbsence(until: PlainDate | null, deputyWords: string | null): AbsenceNoted
  /** News for everybody whom the incident concerns; with `closes` it is the answer to all their tickets. */
  answerIncident(
    id: number,
    text: string,
    closes: boolean,
  ): Promise<Result<IncidentAnswered, IncidentRefusal>>
  /** It was no common trouble. */
  dismissIncident(id: number): Result<IncidentAnswered, IncidentRefusal>
  decideProposal(id: number, isAccepted: boolean): Promise<ProposalDecision>
  statistics(period: 'today' | 'month'): Promise<Result<StatisticsTable, { readonly kind: 'notCoordinator' }>>
  invite(
    institutionId: InstitutionId,
  ): Promise<
    Result<{ readonly code: string; readonly expiresAt: Instant }, { readonly kind: 'notCoordinator' }>
  >
  /** A code to sign in to the console. */
  signInCode(): Promise<Result<SignInCode, SignInRefusal>>
}

/** A one-time code to the console and where to use it. */
export interface SignInCode {
  readonly code: string
  readonly expiresAt: Instant
  /** Without a slash at the end. */
  readonly consoleUrl: string
}

export type SignInRefusal = { readonly kind: 'tooManyCodes' }

export interface ForwardOutcome extends TicketView {
  /** Why the coordinators got it instead of whom was chosen; null: it went where it was sent. */
  readonly decides: 'tooManyForwards' | 'hadItAlready' | null
}

export type JoinOutcome = Result<
  { readonly institutionTitle: string | null },
  | { readonly kind: 'codeUnknown' }
  | { readonly kind: 'codeUsed' }
  | { readonly kind: 'codeExpired' }
  /** Staff work in another community. */
  | { readonly kind: 'notHere'; readonly workplace: Community }
>

export interface Desk {
  readonly citizen: CitizenDesk
  /** Null when the person of this dialogue does not work here. */
  readonly staff: StaffDesk | null
  readonly directory: Directory
  /** The bot's texts in the region's own words. */
  readonly wording: Wording
  readonly understand: Understand
  readonly groupId: GroupId
  /** The region's zone, for figures that belong to nobody in particular. */
  readonly timeZone: string
  /** Half of the first answers of an institution came within that time; null: too few to tell. Seconds by the clock. */
  usualSeconds(institutionId: InstitutionId | null): number | null
  /** The end of «официальное обращение можно подать …»; see legal. */
  readonly officialWays: string
  /** The community is only for staff: citizens are shown where to write. */
  readonly isStaffOnly: boolean
  /** Why this owner: used by scenes to ask only what would change it. */
  ownerOf(
    topicId: TopicId | null,
    municipalityId: MunicipalityId | null,
    /** Institutions that the words name. */
    namedIds?: readonly InstitutionId[],
  ): { readonly institutionId: InstitutionId | null; readonly reason: RouteReason }
  join(code: string): Promise<JoinOutcome>
}
