/** Kinds of events, written down once more and not taken from the code that they test. */

/** Words of a person to the citizen. */
export const spoken = new Set([
  'ticketAnswered',
  'operatorReplied',
  'interimAnswered',
  'clarificationAsked',
  'incidentTold',
])

/** All that is known to happen to a ticket: an event of another kind must not be passed over in silence. */
export const kinds = new Set([
  ...spoken,
  'ticketOpened',
  'ticketRouted',
  'ticketTaken',
  'citizenJoined',
  'messageAdded',
  'messageEdited',
  'humanRequested',
  'ticketForwarded',
  'ticketWithdrawn',
  'ticketMerged',
  'ticketAbsorbed',
  'messageUndelivered',
  'promiseJudged',
  'ticketReopened',
  'ratingAsked',
  'ticketRated',
  'topicChanged',
  'clockResumed',
  'colleaguesAsked',
  'colleaguesAnswered',
  'answerSampled',
  'answerJudged',
])
