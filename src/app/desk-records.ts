/** What a unit of work decides beside tickets: rare, so each is written by a statement of its own, in the same transaction. */
import type { CommentPlace } from '../domain/comment.ts'
import type { ColleagueQuestion } from '../domain/staff-work.ts'
import type {
  GroupId,
  InstitutionId,
  MunicipalityId,
  PeerId,
  StaffId,
  TicketId,
  TopicId,
  VkUserId,
} from '../domain/ids.ts'
import type { Duty } from '../domain/duty.ts'
import type { StaffAct } from './console/journal-ports.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import type { RoutingProposal } from '../domain/routing-proposal.ts'
import type { QualityJudgement } from '../domain/answer-sample.ts'
import type { Instant, PlainDate } from '../domain/time.ts'
import type { StoredSampledAnswer } from './quality-ports.ts'

export type DeskRecord =
  /** Null: back at work. The roster is thereby outdated. */
  | {
      readonly type: 'absence'
      readonly staffId: StaffId
      readonly until: Instant | null
      readonly deputyId: StaffId | null
    }
  | { readonly type: 'follower'; readonly follower: Follower }
  | {
      readonly type: 'incidentRaised'
      readonly id: number
      readonly topicId: TopicId
      readonly municipalityId: MunicipalityId
      readonly people: number
      readonly expected: number
    }
  | { readonly type: 'incidentTicket'; readonly incidentId: number; readonly ticketId: TicketId }
  | { readonly type: 'incidentTold'; readonly id: number; readonly told: string }
  | {
      readonly type: 'incidentClosed'
      readonly id: number
      readonly status: 'closed' | 'dismissed'
      readonly told: string | null
      readonly by: StaffId
    }
  | { readonly type: 'routingProposed'; readonly id: number; readonly proposal: RoutingProposal }
  /** Accepting writes the rule; the directory is thereby outdated. */
  | {
      readonly type: 'routingProposalDecided'
      readonly id: number
      readonly isAccepted: boolean
      readonly by: StaffId
    }
  /** A one-time code to the console; earlier ones of the person are thereby useless. */
  | {
      readonly type: 'signInCode'
      readonly codeHash: string
      readonly staffId: StaffId
      readonly expiresAt: Instant
    }
  /** Words of staff for each other. */
  | {
      readonly type: 'note'
      readonly ticketId: TicketId
      readonly staffId: StaffId
      readonly text: string
    }
  /** Cards of a ticket that are in dialogues of staff say something else from now on. */
  | {
      readonly type: 'cardsChanged'
      readonly ticketId: TicketId
      /** Parameters of messages.edit, without the message and its attachments, for those who answer. */
      readonly body: { readonly [parameter: string]: string }
      readonly ownPeerIds: readonly PeerId[]
      /** For the earlier cards of people who got a new one with this change. */
      readonly replacedBody: { readonly [parameter: string]: string }
      readonly replacedPeerIds: readonly PeerId[]
      /** For everybody else: the ticket is not theirs any more. */
      readonly elsewhereBody: { readonly [parameter: string]: string }
    }
  /** A comment became a ticket, or words of one. */
  | { readonly type: 'commentHeard'; readonly place: CommentPlace; readonly ticketId: TicketId }
  | { readonly type: 'commentMoved'; readonly place: CommentPlace; readonly isGone: boolean }
  /** The answer stands under the comment. */
  | { readonly type: 'commentAnswered'; readonly place: CommentPlace }
  /** What happened in a dialogue that led to no ticket. Names nobody. */
  | {
      readonly type: 'dialogueEvent'
      readonly groupId: GroupId
      readonly event: 'faqShown' | 'faqHelped' | 'questionDropped'
      readonly facts: { readonly [name: string]: string }
    }
  /** Somebody asked to be forgotten: the act begins. `by`: who entered a request that came on paper; null: the bot. */
  | { readonly type: 'erasureAsked'; readonly id: number; readonly by: StaffId | null }
  | { readonly type: 'personErased'; readonly userId: VkUserId; readonly id: number }
  /** What was closed before this moment is forgotten. */
  | { readonly type: 'oldErased'; readonly before: Instant; readonly id: number }
  | {
      readonly type: 'templateKept'
      readonly template: {
        readonly code: string
        readonly title: string
        readonly text: string
        readonly topicId: TopicId | null
        readonly institutionId: InstitutionId | null
        readonly createdById: StaffId
      }
    }
  | { readonly type: 'templateUsed'; readonly ticketId: TicketId; readonly templateId: number }
  | {
      readonly type: 'colleaguesAsked'
      readonly question: ColleagueQuestion
      readonly askedById: StaffId
      readonly askedFor: InstitutionId | null
    }
  | {
      readonly type: 'colleaguesAnswered'
      readonly id: number
      readonly by: StaffId
      readonly text: string
    }
  /** Once for a coordinator and a week. */
  | {
      readonly type: 'answersSampled'
      readonly staffId: StaffId
      readonly week: PlainDate
      readonly answers: readonly StoredSampledAnswer[]
    }
  | {
      readonly type: 'answerJudged'
      readonly staffId: StaffId
      readonly week: PlainDate
      readonly number: number
      readonly judgement: QualityJudgement
    }
  /** When this person is told only of what is urgent; null: of everything at any time. The roster is thereby outdated. */
  | { readonly type: 'quietHours'; readonly staffId: StaffId; readonly hours: QuietHours | null }
  /** Waits for the end of somebody's quiet hours. */
  | { readonly type: 'noticeHeld'; readonly staffId: StaffId; readonly notice: OutgoingMessage }
  /** What was held back up to this number has been told. */
  | { readonly type: 'heldTold'; readonly staffId: StaffId; readonly lastId: number }
  /** The region is thereby outdated. */
  | { readonly type: 'dutyNamed'; readonly duty: Duty; readonly by: StaffId }
  | { readonly type: 'dutyEnded'; readonly institutionId: InstitutionId }
  /** For the journal: what was done at the console about no single ticket. */
  | { readonly type: 'staffAct'; readonly by: StaffId; readonly act: StaffAct }
  /** Something a page asked for under a key of its own; the same key does nothing a second time. */
  | {
      readonly type: 'consoleRequest'
      readonly staffId: StaffId
      readonly key: string
      readonly ticketId: TicketId
    }

/** A citizen who waits for the answer to somebody else's ticket. */
export interface Follower {
  readonly ticketId: TicketId
  readonly citizenId: VkUserId
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly text: string
}

/** A proposal as it is stored. */
export interface StoredProposal extends RoutingProposal {
  readonly id: number
  readonly status: 'proposed' | 'accepted' | 'declined'
}

export const proposalKey = (proposal: {
  readonly topicId: string
  readonly municipalityId: MunicipalityId | null
  readonly fromId: number | null
  readonly toId: number
}): string => JSON.stringify([proposal.topicId, proposal.municipalityId, proposal.fromId, proposal.toId])
