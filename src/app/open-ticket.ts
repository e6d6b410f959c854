/** A citizen's question becomes a ticket with an owner, deadlines and a card for those who answer. */
import type { OpenedTicket, QuestionMessage, SubmittedQuestion } from '../domain/desk.ts'
import type { GroupId, InstitutionId, MunicipalityId } from '../domain/ids.ts'
import { priorityOf } from '../domain/deadline.ts'
import { incidentOf } from '../domain/incident.ts'
import { maskPersonalData } from '../domain/personal-data.ts'
import type { Attachment } from '../domain/message.ts'
import { othersInWords } from '../domain/route-in-words.ts'
import { type RouteReason, route } from '../domain/routing.ts'
import { cutText } from '../domain/split-text.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import type { Actor, Ticket, TicketFact } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'
import { deadlines } from './deadlines.ts'
import type { Workplace } from './desk.ts'
import { cardReaders, tellStaff } from './notify.ts'
import { explainRoute } from './explain-route.ts'
import { viewTicketInFull } from './ticket-view.ts'
import { setReminder } from './remind-owner.ts'

const summaryLengthMax = 200

export async function openTicket(place: Workplace, question: SubmittedQuestion): Promise<OpenedTicket> {
  const { work, region, dialogue, timeZone, notices } = place
  const municipalityId = question.municipalityId ?? ownMunicipality(place, dialogue.groupId)
  const routed = route(
    {
      topicId: question.topicId,
      municipalityId,
      communityId: dialogue.groupId,
      namedIds: namedInstitutions(place, question),
    },
    region.directory,
  )
  const ticket = await newTicket(place, question, municipalityId, routed.institutionId)
  work.addTicket(ticket)
  setReminder(place, ticket)

  const citizen: Actor = { kind: 'citizen', id: dialogue.userId }
  logFact(place, ticket, citizen, ticket.openedAt, {
    type: 'ticketOpened',
    facts: {
      topicId: question.topicId,
      confidence: question.confidence,
      municipalityId,
      groupId: ticket.groupId,
      danger: question.danger,
    },
  })
  logFact(place, ticket, { kind: 'bot' }, null, {
    type: 'ticketRouted',
    facts: {
      institutionId: routed.institutionId,
      reason: routed.reason,
      explanation: explained(place, ticket, routed.reason, question.part),
      firstReplyDueAt: ticket.firstReplyDueAt.toString(),
      finalAnswerDueAt: ticket.finalAnswerDueAt.toString(),
    },
  })
  if (question.wantsHuman) logFact(place, ticket, citizen, null, { type: 'humanRequested', facts: {} })
  for (const message of question.messages)
    work.addMessage({ ...message, ticketId: ticket.id, author: { kind: 'citizen', id: dialogue.userId } })

  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const card = notices.ticketCard(
    view,
    { occasion: 'new', note: null, attachments: sendable(question.messages), ...partOf(question) },
    work.now,
  )
  const readers = cardReaders(place, ticket)
  tellStaff(work, readers, card)
  if (question.danger !== null) {
    const coordinators = coordinatorsFor(region.roster, municipalityId)
    const others = coordinators.filter((member) => !readers.includes(member))
    tellStaff(work, others, notices.dangerForCoordinator(view, maskPersonalData(ticket.summary)))
  }
  const incident = incidentOf(region.incidents, ticket)
  if (incident !== null) work.record({ type: 'incidentTicket', incidentId: incident.id, ticketId: ticket.id })
  return { ...view, incident }
}

const partOf = ({ part }: SubmittedQuestion): Pick<SubmittedQuestion, 'part'> =>
  part === undefined ? {} : { part }

/** Why here, and who answers the rest of the message. */
const explained = (
  { region }: Workplace,
  ticket: Ticket,
  reason: RouteReason,
  part: SubmittedQuestion['part'],
): string => {
  const why = explainRoute(ticket, reason, region.directory)
  return part === undefined ? why : `${why}; ${othersInWords(part.others)}`
}

const namedInstitutions = (
  { understand }: Workplace,
  question: SubmittedQuestion,
): readonly InstitutionId[] => understand(ownTexts(question).join('\n')).place.institutionIds ?? []

/** The words of this question: its part of the messages when they hold others, too. */
const ownTexts = ({ messages, part }: SubmittedQuestion): readonly string[] =>
  part === undefined ? messages.map(({ text }) => text) : [part.text]

async function newTicket(
  place: Workplace,
  question: SubmittedQuestion,
  municipalityId: MunicipalityId | null,
  institutionId: InstitutionId | null,
): Promise<Ticket> {
  const { work, region, dialogue, timeZone } = place
  const { now } = work
  const { topicId } = question
  const topic = topicId === null ? undefined : region.directory.topics.get(topicId)
  const priority = priorityOf(topic, question.danger)
  return {
    id: await place.numbers.next(),
    groupId: dialogue.groupId,
    peerId: dialogue.peerId,
    citizenId: dialogue.userId,
    topicId,
    topicConfidence: question.confidence,
    municipalityId,
    place: question.place,
    priority,
    summary: summarise(ownTexts(question)),
    danger: question.danger,
    status: 'new',
    institutionId,
    takenById: null,
    openedAt: firstSaid(question.messages, now),
    routedAt: now,
    ...deadlines({ topicId, priority, institutionId, from: now }, region.directory, timeZone),
    firstResponseAt: null,
    answeredAt: null,
    result: null,
    promisedUntil: null,
    pausedAt: null,
    pausedUntil: null,
    forwards: 0,
    reopens: 0,
    mergedIntoId: null,
    version: 1,
  }
}

/** Writes down what happened to a ticket, with the institution responsible at that moment. */
export function logFact(
  place: Workplace,
  ticket: Ticket,
  actor: Actor,
  vkAt: Instant | null,
  fact: TicketFact,
): void {
  place.work.log({
    ticketId: ticket.id,
    at: place.work.now,
    vkAt,
    actor,
    institutionId: ticket.institutionId,
    fact,
  })
}

/** Attachments that can be sent on. */
export const sendable = (messages: readonly Pick<QuestionMessage, 'attachments'>[]): readonly Attachment[] =>
  messages.flatMap(({ attachments }) => attachments.filter(({ reference }) => reference !== null))

/** A question that names no place is about the place of the page. */
export const ownMunicipality = (place: Workplace, groupId: GroupId): MunicipalityId | null =>
  place.region.directory.communities.get(groupId)?.municipalityId ?? null

/** t0: VK's date of the first message. A date from the future (a wrong clock at VK or here) is not believed. */
function firstSaid(messages: readonly QuestionMessage[], now: Instant): Instant {
  const [first] = messages
  return first === undefined || first.vkAt.epochMilliseconds > now.epochMilliseconds ? now : first.vkAt
}

function summarise(texts: readonly string[]): string {
  const text = texts
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .join(' ')
    .replace(/\s+/gu, ' ')
  return text === '' ? 'Без текста' : cutText(text, summaryLengthMax)
}
