/** A citizen with the same trouble as somebody else joins that ticket instead of opening one more. */
import type { SimilarTicket, SubmittedQuestion, TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { incidentOf } from '../domain/incident.ts'
import { maskPersonalData } from '../domain/personal-data.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { isSamePlace } from '../domain/same-place.ts'
import { type Ticket, isOpen } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { ticketReaders } from './notify.ts'
import { tellCitizen, tellStaff } from './notify.ts'
import { logFact, ownMunicipality } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

/** Of the newest open tickets of one topic in one municipality. */
const searchedMax = 200

/** Never for what people tell in confidence, or where somebody may be in danger. */
export async function findSimilar(
  place: Workplace,
  question: SubmittedQuestion,
): Promise<SimilarTicket | null> {
  const { work, region, dialogue } = place
  const { topicId } = question
  const municipalityId = question.municipalityId ?? ownMunicipality(place, dialogue.groupId)
  const topic = topicId === null ? undefined : region.directory.topics.get(topicId)
  if (topic === undefined || topic.isSensitive || question.danger !== null || question.wantsHuman) return null
  if (municipalityId === null || question.place === null) return null
  const where = question.place
  // It belongs to a common trouble already, and gets its answer as a ticket of its own.
  if (incidentOf(region.incidents, { topicId: topic.id, municipalityId }) !== null) return null
  const alike = await work.store.findOpenAlike(topic.id, municipalityId, searchedMax)
  const near = alike.filter(
    ({ ticket }) =>
      ticket.citizenId !== dialogue.userId &&
      ticket.danger === null &&
      isOpen(work.latest(ticket)) &&
      ticket.place !== null &&
      isSamePlace(ticket.place, where),
  )
  const [first] = near
  if (first === undefined) return null
  return {
    ticketId: first.ticket.id,
    topicTitle: topic.title,
    place: maskPersonalData(first.ticket.place ?? ''),
    people: near.reduce((sum, { followers }) => sum + 1 + followers, 0),
  }
}

export async function joinTicket(
  place: Workplace,
  id: TicketId,
  question: SubmittedQuestion,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, dialogue, timeZone } = place
  // The button may be old, or forged: what it names must still be the same trouble.
  const similar = await findSimilar(place, question)
  const ticket = await work.ticket(id)
  if (similar === null || ticket === null || ticket.topicId !== question.topicId)
    return refuse({ kind: 'notFound' })
  if (!isOpen(ticket)) return refuse({ kind: 'alreadyAnswered' })
  const text = question.messages
    .map((message) => message.text)
    .join('\n')
    .trim()
  const { groupId, peerId, userId } = dialogue
  work.record({ type: 'follower', follower: { ticketId: id, citizenId: userId, groupId, peerId, text } })
  logFact(place, ticket, { kind: 'citizen', id: userId }, null, { type: 'citizenJoined', facts: {} })
  const view = viewTicket(ticket, region, timeZone)
  tellStaff(work, ticketReaders(place, ticket), notices.citizenJoined(view, text))
  return success(view)
}

/** Each in their own dialogue; what the answer says about its first asker stays with that one. */
export async function tellFollowers(
  { work, notices }: Workplace,
  ticket: Ticket,
  text: string,
  signature: string,
): Promise<void> {
  for (const follower of await work.store.findFollowers(ticket.id))
    tellCitizen(work, follower, notices.answerToFollower(ticket.id, forOthers(text), signature))
}

const greetingByName =
  /^(\s*(?:здравствуйте|добрый\s+(?:день|вечер)|доброе\s+утро|уважаем[а-я]+))[,\s]+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+){0,2}\s*([!.,])/iu

const forOthers = (text: string): string => maskPersonalData(text.replace(greetingByName, '$1$2'))
