/**
 * Several matters in one message: the person is asked once whether each should become a ticket; nothing is torn apart
 * silently, and nobody is asked more than two questions in all.
 */
import type { Desk } from '../../src/domain/desk.ts'
import { type Matter, findMatters } from '../../src/domain/find-matters.ts'
import { type TicketId, municipalityId, topicId } from '../../src/domain/ids.ts'
import { isSamePlace } from '../../src/domain/same-place.ts'
import { cutText } from '../../src/domain/split-text.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { draftMessages } from '../draft.ts'
import type { Outcome, Turn } from '../scene.ts'
import { type DraftMatter, type QuestionDraft, type Submission, mattersOf, submissionOf } from './draft.ts'
import {
  hasVoice,
  namedIn,
  placeLengthMax,
  questionsMax,
  saysNothing,
  sureConfidence,
  textOf,
} from './heard.ts'
import * as texts from './matters-texts.ts'
import { rivalMunicipalities } from './municipality.ts'

type MattersOutcome = Outcome<'matters' | 'matterPlace', QuestionDraft, Submission>

/** Null: it is one matter, or a person has to hear it anyway. */
export function offerMatters(
  draft: QuestionDraft,
  understanding: Understanding,
  desk: Desk,
): MattersOutcome | null {
  const isWhole = draft.wantsHuman || draft.asked.includes('matters') || draft.asked.length >= questionsMax
  const found = isWhole ? [] : mattersIn(draft, understanding, desk)
  if (found.length === 0) return null
  const matters = found.map((matter, index) => ({
    text: matter.text,
    topicId: matter.topicId,
    confidence: matter.confidence,
    ownerTitle: desk.directory.institutions.get(matter.ownerId)?.shortTitle ?? '',
    municipalityId: matter.municipalityIds[0] ?? null,
    place: matter.place,
    ticketId: openTicketOf(matter, desk),
    own: ownMessages(draft, found, index),
  }))
  const { place } = understanding
  return {
    type: 'wait',
    step: 'matters',
    draft: {
      ...draft,
      asked: [...draft.asked, 'matters'],
      matters,
      // Should nobody choose, what is known of the place goes with the one ticket.
      place: draft.place ?? place.text,
      municipalityId: draft.municipalityId ?? place.municipalityIds[0] ?? null,
    },
    replies: [texts.offer(matters)],
  }
}

/**
 * What would be offered; empty: one matter. What is told in confidence goes to nobody else, a voice message must be
 * heard first, and where the place is in doubt that is asked instead.
 */
export function mattersIn(
  draft: QuestionDraft,
  understanding: Understanding,
  desk: Pick<Desk, 'understand' | 'ownerOf' | 'directory' | 'groupId'>,
): readonly Matter[] {
  if (hasVoice(draft)) return []
  const municipalityIds = namedIn(draft, understanding, desk).map(municipalityId)
  const whole = { ...understanding, place: { ...understanding.place, municipalityIds } }
  const found = findMatters(textOf(draft), whole, {
    understand: desk.understand,
    sureConfidence,
    ownerOf: (id, where, namedIds) => desk.ownerOf(id, where, namedIds).institutionId,
  })
  const isDoubtful = (matter: Matter): boolean =>
    desk.directory.topics.get(matter.topicId)?.isSensitive === true ||
    rivalMunicipalities({ ...draft, topicId: matter.topicId, named: [...matter.municipalityIds] }, desk)
      .length > 0
  return found.some(isDoubtful) ? [] : found
}

/** What they have asked about already, unless it is somewhere else now: the same topic, or whoever answers it. */
function openTicketOf(matter: Matter, { citizen, understand }: Desk): TicketId | null {
  const place = understand(matter.text).place.text
  const here = citizen.openTickets.filter(
    (ticket) =>
      ticket.institutionId === matter.ownerId &&
      (place === null || !/\d/u.test(place) || ticket.place === null || isSamePlace(place, ticket.place)),
  )
  return (here.findLast(({ topicId: asked }) => asked === matter.topicId) ?? here.at(-1))?.id ?? null
}

/** The messages that begin in this part of the words; one without words goes with those before it. */
function ownMessages(draft: QuestionDraft, found: readonly Matter[], index: number): number[] {
  const from = found.slice(0, index).reduce((sum, { text }) => sum + text.length, 0)
  const to = index === found.length - 1 ? Infinity : from + (found[index]?.text.length ?? 0)
  let at = 0
  return draft.messages.flatMap(({ text }, place) => {
    const begins = text === '' ? Math.max(0, at - 1) : at
    at += text.length + 1
    return begins >= from && begins < to ? [place] : []
  })
}

export const wantsSeparate = ({ command, message }: Turn, desk: Desk): boolean =>
  command?.kind === 'separately' ||
  (command === null &&
    message.attachments.length === 0 &&
    desk.understand(message.text).utterance === 'agreement')

/** Each becomes a ticket; asks for the place first where that is missing and may still be asked. */
export function registerEach(draft: QuestionDraft, desk: Desk): MattersOutcome {
  const mayAsk = !draft.wantsHuman && !draft.asked.includes('place') && draft.asked.length < questionsMax
  const placeless = mayAsk ? unplaced(draft, desk) : []
  if (placeless.length > 0)
    return {
      type: 'wait',
      step: 'matterPlace',
      draft: { ...draft, asked: [...draft.asked, 'place'] },
      replies: [texts.askPlace(placeless)],
    }
  return { type: 'submit', submission: { ...submissionOf(draft), matters: mattersOf(draft) }, replies: [] }
}

/** What was just said goes with each. */
export const withWords = (heard: QuestionDraft, { message }: Turn): QuestionDraft => ({
  ...heard,
  matters: heard.matters.map((matter) => ({ ...matter, own: [...matter.own, ...lastIn(heard, message)] })),
})

const lastIn = ({ messages }: QuestionDraft, message: Turn['message']): number[] =>
  messages.map((_, index) => index).slice(-draftMessages(message).length)

/** All of it belongs to the open ticket. */
export const addWhole = (draft: QuestionDraft, id: TicketId): MattersOutcome => ({
  type: 'submit',
  submission: { ...submissionOf(draft), matters: [{ ...submissionOf(draft), ticketId: id }] },
  replies: [],
})

/** Matters that are about a place which nobody has named. */
export const unplaced = (draft: QuestionDraft, { directory }: Desk): readonly DraftMatter[] =>
  draft.place !== null || draft.geo !== null
    ? []
    : draft.matters.filter(
        (matter) =>
          matter.ticketId === null &&
          matter.place === null &&
          directory.topics.get(topicId(matter.topicId))?.needsPlace === true,
      )

/** The last message names the place of those that have none. */
export function namePlace(heard: QuestionDraft, { message }: Turn, desk: Desk): MattersOutcome {
  const understanding = desk.understand(message.text)
  const isNothing = saysNothing(understanding, message.text)
  const named = isNothing ? heard.place : cutText(message.text.trim(), placeLengthMax)
  const [where = null] = namedIn({ ...heard, named: [] }, understanding, desk)
  const last = lastIn(heard, message)
  const placeless = new Set(unplaced({ ...heard, place: null, geo: null }, desk))
  const matters = heard.matters.map((matter) =>
    placeless.has(matter)
      ? {
          ...matter,
          place: named,
          municipalityId: matter.municipalityId ?? where,
          own: [...matter.own, ...last],
        }
      : matter,
  )
  // It was said for these alone.
  return registerEach({ ...heard, place: null, matters }, desk)
}
