/** Assembles the desk of one dialogue: the use cases, bound to the person and the unit of work. */
import type { Desk, StaffDesk } from '../domain/desk.ts'
import type { GroupId, PeerId, VkUserId } from '../domain/ids.ts'
import { route } from '../domain/routing.ts'
import { type StaffMember, isCoordinator, staffInDialogue, withPostsOfAbsent } from '../domain/staff.ts'
import type { Understand } from '../domain/understanding.ts'
import { addMessages, callHuman } from './add-messages.ts'
import { clarifyTicket } from './clarify-ticket.ts'
import { answerColleagues, askColleagues, noteTicket } from './consult-colleagues.ts'
import { showAnswerSample } from './draw-answer-sample.ts'
import { judgeAnswer } from './judge-answer.ts'
import { decideProposal } from './decide-proposal.ts'
import { noteAbsence } from './note-absence.ts'
import { answerIncident, dismissIncident } from './answer-incident.ts'
import { answerTicket, callBackAnswer } from './answer-ticket.ts'
import { issueSignInCode } from './console/issue-sign-in-code.ts'
import { forwardTicket } from './forward-ticket.ts'
import { askErasure, showPerson } from './forget-person.ts'
import { inviteStaff, joinStaff } from './invite-staff.ts'
import { judgePromise } from './judge-promise.ts'
import { publishAnswer } from './publish-answer.ts'
import { rateTicket } from './rate-ticket.ts'
import { reopenTicket } from './reopen-ticket.ts'
import { findSimilar, joinTicket } from './join-ticket.ts'
import { keepTemplate, offerTemplates, pickTemplate } from './offer-templates.ts'
import { listLikelyOwners } from './list-likely-owners.ts'
import { listSilent, searchTickets, takeOverTicket } from './oversee.ts'
import { nameDuty, showDuty } from './name-duty.ts'
import { openTicket, ownMunicipality } from './open-ticket.ts'
import type { Notices } from './notice-ports.ts'
import type { Region, Secrets, StatisticsStore } from './ports.ts'
import { listQueue, showOwnTicket, showTicket, listOwnTickets } from './show-tickets.ts'
import { showStatistics } from './show-statistics.ts'
import { setQuietHours } from './set-quiet-hours.ts'
import { takeTicket } from './take-ticket.ts'
import type { TicketNumbers } from './ticket-numbers.ts'
import type { UsualTimes } from './usual-times.ts'
import type { UnitOfWork } from './unit-of-work.ts'
import { withdrawTicket } from './withdraw-ticket.ts'

/** What every use case of a dialogue works with. */
export interface Workplace {
  readonly work: UnitOfWork
  readonly region: Region
  readonly notices: Notices
  readonly secrets: Secrets
  readonly numbers: TicketNumbers
  readonly statistics: StatisticsStore
  readonly understand: Understand
  /** The region's zone. */
  readonly timeZone: string
  /** Where staff open the console; without a slash at the end. */
  readonly consoleUrl: string
  readonly usualTimes: UsualTimes
  /** The end of «официальное обращение можно подать …». */
  readonly officialWays: string
  /** How long an answer can be called back; 0: it goes at once. */
  readonly undoSeconds: number
  /** How long a clock stands at most while the citizen is asked back. */
  readonly pauseSeconds: number
  readonly dialogue: {
    readonly groupId: GroupId
    readonly peerId: PeerId
    readonly userId: VkUserId
    readonly key: string
  }
}

export function createDesk(place: Workplace): Desk {
  const { region, work, dialogue } = place
  const { directory, roster } = region
  const self = staffInDialogue(roster, dialogue.userId, dialogue.groupId)
  const member = self === null ? null : withPostsOfAbsent(self, roster, work.now)
  return {
    citizen: {
      openTickets: work.openTickets(dialogue.key, dialogue),
      openTicket: (question) => openTicket(place, question),
      addMessages: (id, messages) => addMessages(place, id, messages),
      findSimilar: (question) => findSimilar(place, question),
      join: (id, question) => joinTicket(place, id, question),
      callHuman: (id) => callHuman(place, id),
      withdraw: (id) => withdrawTicket(place, id),
      rate: (id, rating) => rateTicket(place, id, rating),
      reopen: (id, reason) => reopenTicket(place, id, reason),
      judgePromise: (id, isKept) => judgePromise(place, id, isKept),
      aboutMe: () => showPerson(place),
      forgetMe: () => askErasure(place),
      ownTickets: (limit) => listOwnTickets(place, limit),
      ownTicket: (id) => showOwnTicket(place, id),
    },
    staff: member === null ? null : createStaffDesk(place, member),
    directory,
    wording: directory.wording,
    understand: place.understand,
    groupId: dialogue.groupId,
    timeZone: place.timeZone,
    usualSeconds: (id) => place.usualTimes.of(id),
    officialWays: place.officialWays,
    isStaffOnly: directory.communities.get(dialogue.groupId)?.purpose === 'staff',
    ownerOf: (topicId, named, namedIds = []) => {
      const municipalityId = named ?? ownMunicipality(place, dialogue.groupId)
      return route({ topicId, municipalityId, communityId: dialogue.groupId, namedIds }, directory)
    },
    join: (code) => joinStaff(place, code),
  }
}

export function createStaffDesk(place: Workplace, member: StaffMember): StaffDesk {
  const { groupId, peerId } = place.dialogue
  return {
    member,
    isCoordinator: isCoordinator(member),
    ticketByCard: (cmid) => place.work.store.findTicketByCard(groupId, peerId, cmid),
    ticket: (id) => showTicket(place, member, id),
    take: (id) => takeTicket(place, member, id),
    search: (words, limit) => searchTickets(place, member, words, limit),
    silent: () => listSilent(place, member),
    takeOver: (id) => takeOverTicket(place, member, id),
    templates: (id) => offerTemplates(place, member, id),
    template: (id, templateId) => pickTemplate(place, member, id, templateId),
    keepTemplate: (id) => keepTemplate(place, member, id),
    setQuietHours: (hours) => setQuietHours(place, member, hours),
    duty: (institutionId) => showDuty(place, member, institutionId),
    nameDuty: (duty) => nameDuty(place, member, duty),
    note: (id, text) => noteTicket(place, member, id, text),
    askColleagues: (ticketId, institutionId, text) =>
      askColleagues(place, member, { ticketId, institutionId, text }),
    answerColleagues: (id, text) => answerColleagues(place, member, id, text),
    clarify: (id, text) => clarifyTicket(place, member, id, text),
    answer: (given) => answerTicket(place, member, given),
    callBack: (id) => callBackAnswer(place, member, id),
    publishAnswer: (id) => publishAnswer(place, member, id),
    likelyOwners: (id) => listLikelyOwners(place, member, id),
    forward: (choice) => forwardTicket(place, member, choice),
    queue: (limit) => listQueue(place, member, limit),
    noteAbsence: (until, deputyWords) => noteAbsence(place, member, until, deputyWords),
    answerIncident: (id, text, closes) => answerIncident(place, member, { id, text, closes }),
    dismissIncident: (id) => dismissIncident(place, member, id),
    decideProposal: (id, isAccepted) => decideProposal(place, member, id, isAccepted),
    answerSample: () => showAnswerSample(place, member),
    judgeAnswer: (given) => judgeAnswer(place, member, given),
    statistics: (period) => showStatistics(place, member, period),
    invite: (institutionId) => inviteStaff(place, member, institutionId),
    signInCode: () => issueSignInCode(place, member),
  }
}
