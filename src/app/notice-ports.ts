/** What the bot says on its own: to citizens, to those who answer, to coordinators. */
import type { Wording } from '../domain/bot-texts/wording.ts'
import type { CommentPlace } from '../domain/comment.ts'
import type { CardPlace, ProposalView, TicketInFull, TicketRefusal, TicketView } from '../domain/desk.ts'
import type { OwnPart } from '../domain/find-matters.ts'
import type { TicketId } from '../domain/ids.ts'
import type { IncidentView } from '../domain/incident.ts'
import type { Attachment, OutgoingMessage } from '../domain/message.ts'
import type { Instant } from '../domain/time.ts'
import type { CommentAbout } from './comment-ports.ts'
import type { StaffNotices } from './desk-ports.ts'
import type { QuietNotices } from './quiet-ports.ts'

/** What the bot says on its own. The words live with the scenes. */
export interface Notices extends StaffNotices, QuietNotices {
  ticketCard(
    view: TicketInFull,
    card: {
      readonly occasion: 'new' | 'forwarded' | 'reopened'
      readonly note: string | null
      readonly attachments: readonly Attachment[]
      /** The reader answers only this of what the message holds. */
      readonly part?: OwnPart
    },
    now: Instant,
  ): OutgoingMessage
  /** A card after a change, as its reader needs to see it. */
  changedCard(view: TicketInFull, place: CardPlace, now: Instant): OutgoingMessage
  wordsAdded(view: TicketView, text: string, attachments: readonly Attachment[]): OutgoingMessage
  /** The citizen changed words of a ticket. */
  wordsChanged(view: TicketView, text: string, attachments: readonly Attachment[]): OutgoingMessage
  /** Somebody of the community answered by hand in VK; the ticket is still open. */
  repliedByHand(view: TicketView, text: string): OutgoingMessage
  /** Under a comment, for everybody to read. */
  publicReceipt(view: TicketView, about: CommentAbout): string
  /** In messages, to one who may be written to. */
  commentReceipt(view: TicketView, about: CommentAbout, now: Instant): OutgoingMessage
  /** The comment that a ticket came of was deleted. */
  commentGone(view: TicketView): OutgoingMessage
  /** The answer may be shown under the comment, too. */
  offerPublicAnswer(ticketId: TicketId): OutgoingMessage
  /** The same where only a person may write: the words to put there come by themselves. */
  publicAnswerByHand(
    ticketId: TicketId,
    place: CommentPlace,
    maskedAnswer: string,
  ): readonly OutgoingMessage[]
  /** Under the comment, for everybody to read. */
  publicAnswer(view: TicketView, text: string): string
  humanWanted(view: TicketView): OutgoingMessage
  /** Somebody may be in danger; `words` without personal data. */
  dangerForCoordinator(view: TicketView, words: string): OutgoingMessage
  ticketWithdrawn(view: TicketView): OutgoingMessage
  /** For the citizen: one answer will come to both. */
  ticketsMerged(from: TicketId, into: TicketView, now: Instant): OutgoingMessage
  /** Somebody else waits for the answer, too. */
  citizenJoined(view: TicketView, text: string): OutgoingMessage
  /** The answer to somebody else's ticket, for one who joined it. */
  answerToFollower(ticketId: TicketId, text: string, signature: string): OutgoingMessage
  answerToCitizen(ticketId: TicketId, text: string, signature: string): OutgoingMessage
  incidentRaised(incident: IncidentView): OutgoingMessage
  /** News of a common trouble, for each whom it concerns. */
  incidentNews(ticketId: TicketId, text: string, signature: string): OutgoingMessage
  routingProposed(proposal: ProposalView): OutgoingMessage
  forwardedToCitizen(view: TicketView, now: Instant): OutgoingMessage
  /** The answer went; an answer that could be called back is no longer. */
  answerSent(view: TicketView): OutgoingMessage
  answerRefused(ticketId: TicketId, refusal: TicketRefusal): OutgoingMessage
  /** «Помогло?», or «Ответ понятен?» after a refusal. */
  askAboutAnswer(view: TicketView, wording: Wording): OutgoingMessage
  /** «Сделали?» after a promised day. */
  askAboutPromise(view: TicketView, now: Instant): OutgoingMessage
  promiseKept(view: TicketView): OutgoingMessage
  promiseBroken(view: TicketView, now: Instant): OutgoingMessage
  reopenedForCoordinator(view: TicketView, reason: string): OutgoingMessage
  /** How much of the time to answer has passed, in percent; `promise`: today is a promised day. */
  reminder(view: TicketView, stage: 50 | 80 | 100 | 'promise', now: Instant): OutgoingMessage
  /** The morning of an institution; the most pressing tickets first. */
  digest(
    views: readonly TicketView[],
    counts: { readonly fresh: number; readonly today: number; readonly late: number },
    now: Instant,
  ): OutgoingMessage
  /** Coordinators hear that a year has no production calendar. */
  calendarMissing(year: number): OutgoingMessage
  answerUndelivered(view: TicketView): OutgoingMessage
  cardUndelivered(view: TicketView, name: string): OutgoingMessage
  readonly keptForHuman: OutgoingMessage
  parkedForCoordinator(eventId: number, communityTitle: string): OutgoingMessage
  /** What is wrong, and the titles of the communities concerned. */
  communitiesTroubled(
    troubles: readonly { readonly sentence: string; readonly communities: readonly string[] }[],
  ): OutgoingMessage
}
