/** What each event of a ticket does to its history. A new event finds its place here first, or nothing compiles. */
import type { TicketFact } from '../ticket.ts'

export type EventMeaning = 'opens' | 'routes' | 'citizenSpoke' | 'responds' | 'changes' | 'nothing'

export const meaningInFigures = {
  ticketOpened: 'opens',
  ticketRouted: 'routes',
  messageAdded: 'citizenSpoke',
  humanRequested: 'citizenSpoke',
  operatorReplied: 'responds',
  incidentTold: 'responds',
  clarificationAsked: 'responds',
  interimAnswered: 'responds',
  ticketAnswered: 'responds',
  promiseJudged: 'changes',
  ticketReopened: 'changes',
  ticketWithdrawn: 'changes',
  messageUndelivered: 'changes',
  ratingAsked: 'changes',
  ticketRated: 'changes',
  topicChanged: 'changes',
  answerSampled: 'changes',
  answerJudged: 'changes',
  clockResumed: 'changes',
  ticketMerged: 'changes',
  ticketAbsorbed: 'citizenSpoke',
  // Who works on it, and a new owner, which the routing after it tells.
  ticketTaken: 'nothing',
  ticketForwarded: 'nothing',
  // The same words once more; somebody else's wait for the same answer.
  messageEdited: 'nothing',
  citizenJoined: 'nothing',
  // Staff among themselves.
  colleaguesAsked: 'nothing',
  colleaguesAnswered: 'nothing',
} as const satisfies Readonly<Record<TicketFact['type'], EventMeaning>>

/** Kinds of events that have a meaning. */
export const eventsThat = (meaning: EventMeaning): ReadonlySet<string> =>
  new Set(
    Object.entries(meaningInFigures)
      .filter(([, found]) => found === meaning)
      .map(([type]) => type),
  )
