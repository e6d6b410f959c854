/**
 * The desk of scenes, kept in memory: the same rules of the domain, no database, no outbox. Each message gets a desk
 * of its own, as in the product: what was open is a picture of the moment when the message came.
 */
import { mayWorkOnTicket } from '../../src/domain/access.ts'
import {
  type Desk,
  type ForwardChoice,
  type ForwardOutcome,
  type GivenAnswer,
  type QuestionMessage,
  type StaffDesk,
  type SubmittedQuestion,
  type TicketInFull,
  type TicketRefusal,
  noLosses,
} from '../../src/domain/desk.ts'
import type { Directory } from '../../src/domain/directory.ts'
import {
  type GroupId,
  type InstitutionId,
  type MunicipalityId,
  type StaffId,
  type TicketId,
  type TopicId,
  type VkUserId,
  groupId,
  peerId,
  ticketId,
  vkUserId,
} from '../../src/domain/ids.ts'
import { type Result, refuse, success } from '../../src/domain/result.ts'
import { type Route, likelyOwners, route } from '../../src/domain/routing.ts'
import { type StaffMember, isCoordinator } from '../../src/domain/staff.ts'
import {
  type Ticket,
  type TransitionRefused,
  confirm,
  forward,
  forwardsMax,
  isOpen,
  mayBeReopened,
  reopen,
  take,
  withdraw,
} from '../../src/domain/ticket.ts'
import { addSeconds } from '../../src/domain/time.ts'
import type { Understand } from '../../src/domain/understanding.ts'
import { codes } from './invite-codes.ts'
import { settled } from './settled.ts'
import { unusedOfCitizen, unusedOfStaff, usualOfDesk } from './desk-unused.ts'
import { givenDirectory, givenTicket, givenUnderstanding, moscow, noon, statisticsRow } from './given.ts'

export class DeskInMemory {
  directory: Directory = givenDirectory()
  understand: Understand = () => givenUnderstanding()
  readonly tickets = new Map<TicketId, Ticket>()
  readonly words = new Map<TicketId, readonly QuestionMessage[]>()
  readonly questions: SubmittedQuestion[] = []
  readonly answers: GivenAnswer[] = []
  readonly forwards: ForwardChoice[] = []
  readonly calls: TicketId[] = []
  readonly cards = new Map<number, TicketId>()
  readonly invited: InstitutionId[] = []

  add(ticket: Ticket): Ticket {
    this.tickets.set(ticket.id, ticket)
    return ticket
  }

  /** A colleague answers elsewhere while the dialogue goes on. */
  close(id: TicketId): void {
    const ticket = this.tickets.get(id)
    if (ticket !== undefined) this.tickets.set(id, { ...ticket, status: 'answered', answeredAt: noon })
  }

  desk(
    dialogue: {
      readonly userId?: VkUserId
      readonly groupId?: GroupId
      readonly member?: StaffMember | null
    } = {},
  ): Desk {
    const { userId = vkUserId(501), groupId: inGroup = groupId(100), member = null } = dialogue
    return {
      citizen: this.#citizenDesk(userId, inGroup),
      staff: member === null ? null : this.#staffDesk(member),
      directory: this.directory,
      wording: this.directory.wording,
      understand: this.understand,
      groupId: inGroup,
      timeZone: moscow,
      ...usualOfDesk,
      isStaffOnly: this.directory.communities.get(inGroup)?.purpose === 'staff',
      ownerOf: (topicId, municipalityId) => this.#route(topicId, municipalityId, inGroup),
      join: (code) => {
        const found = codes[code]
        if (found === undefined) return Promise.resolve(refuse({ kind: 'codeUnknown' } as const))
        if (found !== 'good') return Promise.resolve(refuse({ kind: found }))
        return Promise.resolve(success({ institutionTitle: 'Школа № 3' }))
      },
    }
  }

  #citizenDesk(userId: VkUserId, inGroup: GroupId): Desk['citizen'] {
    const own = (): readonly Ticket[] =>
      [...this.tickets.values()].filter((t) => t.citizenId === userId && t.groupId === inGroup)
    const ownOpen = (id: TicketId): Result<Ticket, TicketRefusal> => {
      const ticket = own().find((candidate) => candidate.id === id)
      if (ticket === undefined) return refuse({ kind: 'notFound' })
      if (isOpen(ticket)) return success(ticket)
      return refuse({ kind: ticket.status === 'withdrawn' ? 'withdrawn' : 'alreadyAnswered' })
    }
    const answered = (id: TicketId): Result<Ticket, TicketRefusal> => {
      const ticket = own().find((candidate) => candidate.id === id)
      if (ticket === undefined) return refuse({ kind: 'notFound' })
      return mayBeReopened(ticket, noon) ? success(ticket) : refuse({ kind: 'notAnswered' })
    }
    const viewed = (found: Result<Ticket, TicketRefusal>): Result<TicketInFull, TicketRefusal> =>
      found.ok ? success(this.#view(found.value)) : found
    return {
      openTickets: own().filter(isOpen),
      openTicket: (question) =>
        Promise.resolve({ ...this.#view(this.#open(question, userId, inGroup)), incident: null }),
      ...unusedOfCitizen,
      addMessages: (id, messages) => {
        const found = ownOpen(id)
        if (found.ok) for (const message of messages) this.#say(id, message)
        return Promise.resolve(viewed(found))
      },
      callHuman: (id) => {
        const found = ownOpen(id)
        if (found.ok) this.calls.push(id)
        return Promise.resolve(viewed(found))
      },
      withdraw: (id) => {
        const found = ownOpen(id)
        return Promise.resolve(viewed(found.ok ? this.#changed(withdraw(found.value)) : found))
      },
      rate: (id) => Promise.resolve(viewed(answered(id))),
      reopen: (id, reason) => {
        const found = answered(id)
        if (!found.ok) return Promise.resolve(found)
        const to = (['owner', 'coordinator'] as const)[found.value.reopens] ?? 'officialWays'
        if (to === 'officialWays') return Promise.resolve(success({ ...this.#view(found.value), to }))
        const done = this.#changed(reopen(found.value, noon, found.value))
        if (!done.ok) return Promise.resolve(done)
        this.#say(id, { text: reason, attachments: [], cmid: 0, vkAt: noon })
        return Promise.resolve(success({ ...this.#view(done.value), to }))
      },
      judgePromise: (id, isKept) => {
        const found = ownOpen(id)
        if (!found.ok || found.value.promisedUntil !== null)
          return Promise.resolve(
            viewed(found.ok && isKept ? this.#changed(confirm(found.value, noon)) : found),
          )
        return Promise.resolve(refuse({ kind: 'notAnswered' } as const))
      },
      ownTickets: (limit) =>
        Promise.resolve(
          own()
            .toReversed()
            .slice(0, limit)
            .map((ticket) => this.#view(ticket)),
        ),
      ownTicket: (id) => {
        const ticket = own().find((candidate) => candidate.id === id)
        return Promise.resolve(viewed(ticket === undefined ? refuse({ kind: 'notFound' }) : success(ticket)))
      },
    }
  }

  #say(id: TicketId, message: QuestionMessage): void {
    this.words.set(id, [...(this.words.get(id) ?? []), message])
  }

  #staffDesk(member: StaffMember): StaffDesk {
    const permitted = (id: TicketId): Result<Ticket, TicketRefusal> => {
      const ticket = this.tickets.get(id)
      if (ticket === undefined) return refuse({ kind: 'notFound' })
      return mayWorkOnTicket(member, ticket) ? success(ticket) : refuse({ kind: 'notYours' })
    }
    const viewed = (found: Result<Ticket, TicketRefusal>): Result<TicketInFull, TicketRefusal> =>
      found.ok ? success(this.#view(found.value)) : found
    const mine = (): readonly Ticket[] =>
      [...this.tickets.values()].filter((ticket) => isOpen(ticket) && mayWorkOnTicket(member, ticket))
    return {
      member,
      isCoordinator: isCoordinator(member),
      ticketByCard: (cmid) => Promise.resolve(this.cards.get(cmid) ?? null),
      ticket: (id) => {
        const found = viewed(permitted(id))
        return Promise.resolve(
          found.ok
            ? success({ ...found.value, routes: [], followers: [], notes: [], mayTakeOver: false })
            : found,
        )
      },
      ...unusedOfStaff,
      take: (id) => {
        const found = permitted(id)
        return Promise.resolve(viewed(found.ok ? this.#changed(take(found.value, member.id)) : found))
      },
      answer: (given) => {
        const found = permitted(given.ticketId)
        const done = found.ok ? this.#changed(settled(found.value, member, given.result)) : found
        if (!done.ok) return Promise.resolve(done)
        this.answers.push(given)
        return Promise.resolve(success({ ...this.#view(done.value), sendsAt: null }))
      },
      callBack: () => Promise.resolve(null),
      likelyOwners: (id) => {
        const found = permitted(id)
        if (!found.ok) return Promise.resolve(found)
        const { topicId, municipalityId, groupId: communityId, institutionId } = found.value
        const question = { topicId, municipalityId, communityId }
        return Promise.resolve(success(likelyOwners(question, this.directory, institutionId, 3)))
      },
      forward: (choice) => Promise.resolve(this.#forward(member, choice, permitted(choice.ticketId))),
      queue: (limit) =>
        Promise.resolve(
          mine()
            .slice(0, limit)
            .map((ticket) => this.#view(ticket)),
        ),
      statistics: () =>
        Promise.resolve(
          isCoordinator(member)
            ? success({
                from: '2026-10-31T21:00:00Z',
                to: '2026-11-24T21:00:00Z',
                total: statisticsRow,
                institutions: [],
              })
            : refuse({ kind: 'notCoordinator' } as const),
        ),
      invite: (institutionId) => {
        if (!isCoordinator(member)) return Promise.resolve(refuse({ kind: 'notCoordinator' } as const))
        this.invited.push(institutionId)
        return Promise.resolve(success({ code: '7F3K9Q2M', expiresAt: addSeconds(noon, 7 * 24 * 3600) }))
      },
    }
  }

  /** A question that names no place is about the place of the page. */
  #route(topicId: TopicId | null, named: MunicipalityId | null, communityId: GroupId): Route {
    const municipalityId = named ?? this.directory.communities.get(communityId)?.municipalityId ?? null
    return route({ topicId, municipalityId, communityId }, this.directory)
  }

  #open(question: SubmittedQuestion, citizenId: VkUserId, inGroup: GroupId): Ticket {
    const id = ticketId(this.tickets.size + 1)
    const { topicId, municipalityId, place } = question
    const routed = this.#route(topicId, municipalityId, inGroup)
    this.questions.push(question)
    this.words.set(id, question.messages)
    return this.add(
      givenTicket({
        id,
        groupId: inGroup,
        peerId: peerId(citizenId),
        citizenId,
        topicId,
        topicConfidence: question.confidence,
        municipalityId,
        place,
        summary: question.part?.text ?? question.messages.map((message) => message.text).join(' '),
        institutionId: routed.institutionId,
      }),
    )
  }

  #forward(
    member: StaffMember,
    choice: ForwardChoice,
    found: Result<Ticket, TicketRefusal>,
  ): Result<ForwardOutcome, TicketRefusal> {
    if (!found.ok) return found
    const wentToCoordinators = found.value.forwards >= forwardsMax && !isCoordinator(member)
    const moved = this.#changed(forward(found.value, wentToCoordinators ? null : choice.to, found.value))
    if (!moved.ok) return moved
    this.forwards.push(choice)
    return success({ ...this.#view(moved.value), decides: wentToCoordinators ? 'tooManyForwards' : null })
  }

  #changed(result: Result<Ticket, TransitionRefused>): Result<Ticket, TicketRefusal> {
    if (result.ok) return success(this.add(result.value))
    const { refusal } = result
    return refuse(refusal.kind === 'alreadyTaken' ? { ...refusal, byName: nameOf(refusal.by) } : refusal)
  }

  #view(ticket: Ticket): TicketInFull {
    const owner =
      ticket.institutionId === null ? undefined : this.directory.institutions.get(ticket.institutionId)
    return {
      ticket,
      topicTitle: ticket.topicId === null ? null : (this.directory.topics.get(ticket.topicId)?.title ?? null),
      ownerTitle: owner?.shortTitle ?? null,
      communityTitle: this.directory.communities.get(ticket.groupId)?.title ?? '',
      municipalityTitle: null,
      timeZone: owner?.timeZone ?? moscow,
      takenByName: ticket.takenById === null ? null : nameOf(ticket.takenById),
      citizenName: null,
      losses: noLosses,
      earlier: [],
      conversation: (this.words.get(ticket.id) ?? []).map((message) => ({
        by: 'citizen',
        text: message.text,
        attachmentTypes: message.attachments.map(({ type }) => type),
        vkAt: message.vkAt,
      })),
    }
  }
}

const nameOf = (id: StaffId): string => `Коллега ${id}`
