/**
 * From first words to a registered question in at most two questions: what it is about, when that would change who
 * answers; and where, when the topic needs a place and none was named.
 */
import type { Desk } from '../../src/domain/desk.ts'
import { type TopicId, topicId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { dangerIn } from '../draft.ts'
import type { Outcome, Turn } from '../scene.ts'
import { type QuestionDraft, type Submission, knownTicket, submissionOf } from './draft.ts'
import { readyAnswer } from './faq.ts'
import {
  addMessage,
  carriesMeaning,
  hasVoice,
  namedIn,
  onMap,
  placeLengthMax,
  saysNothing,
  sureConfidence,
  textOf,
  understandAll,
} from './heard.ts'
import {
  addWhole,
  namePlace,
  offerMatters,
  registerEach,
  unplaced,
  wantsSeparate,
  withWords,
} from './matters.ts'
import * as mattersTexts from './matters-texts.ts'
import { settleMunicipality } from './municipality.ts'
import { haveOneOwner, isTooShort, offersOf } from './offers.ts'
import * as texts from './texts.ts'

export type QuestionStep = 'words' | 'matters' | 'matterPlace' | 'faq' | 'topic' | 'place' | 'municipality'
type QuestionOutcome = Outcome<QuestionStep, QuestionDraft, Submission>

/** The person tells what happened, in one message or several. */
export function words(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { command } = turn
  if (command?.kind === 'human') return callHuman(draft, desk)
  if (command?.kind === 'skip' && draft.messages.length > 0)
    return draft.isAd ? goOn({ ...draft, isAd: false }, desk) : submit(draft)
  // A button of a question that is no longer asked says nothing.
  if (command !== null && draft.messages.length === 0)
    return wait('words', draft, [texts.askWords(desk.wording)])
  // Words that were already said elsewhere are taken as they are.
  const heard =
    command?.kind === 'new'
      ? { ...draft, asked: [...draft.asked, 'words' as const] }
      : { ...addMessage(draft, turn), isAd: false }
  const understanding = understandAll(heard, turn, desk)
  if (understanding.danger === null && saysNothing(understanding, textOf(heard))) {
    return hasVoice(heard)
      ? afterWords(heard, understanding, desk)
      : askFurther(draft, heard, understanding, desk)
  }
  return (
    offerMatters(heard, understanding, desk) ??
    readyAnswer(heard, understanding, desk) ??
    afterWords(heard, understanding, desk)
  )
}

/**
 * Several matters were found. The person says whether each becomes a ticket; more words than that leave it at one, or
 * go to all of them where one is about an open ticket.
 */
export function matters(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { command } = turn
  // One question was asked about it already: of what is still unclear, at most the place is asked.
  const asOne: QuestionDraft = { ...draft, matters: [], asked: [...draft.asked, 'topic'] }
  if (command?.kind === 'human') return callHuman(asOne, desk)
  if (command?.kind === 'skip') return goOn(asOne, desk)
  if (wantsSeparate(turn, desk)) return registerEach(draft, desk)
  if (command?.kind === 'addTo') return addWhole(asOne, command.ticketId)
  if (command !== null) return wait('matters', draft, [mattersTexts.offer(draft.matters)])
  const heard = addMessage(asOne, turn)
  const understanding = understandAll(heard, turn, desk)
  if (understanding.danger === null && knownTicket(draft.matters) !== null)
    return registerEach(withWords({ ...heard, matters: draft.matters }, turn), desk)
  return afterWords(heard, understanding, desk)
}

/** The place of one of the matters is named, or not; danger makes it one urgent ticket. */
export function matterPlace(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { command } = turn
  if (command?.kind === 'human') return registerEach({ ...draft, wantsHuman: true }, desk)
  if (command?.kind === 'skip') return registerEach(draft, desk)
  if (command !== null) return wait('matterPlace', draft, [mattersTexts.askPlace(unplaced(draft, desk))])
  const heard = addMessage({ ...draft, matters: [] }, turn)
  const understanding = understandAll(heard, turn, desk)
  if (understanding.danger !== null) return afterWords(heard, understanding, desk)
  return namePlace({ ...heard, matters: draft.matters }, turn, desk)
}

/** A ready answer was given: it helped, or the question goes on to those who answer, with whatever is added. */
export function faq(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { command, message } = turn
  const unanswered = { ...draft, faqCode: null }
  if (command?.kind === 'human') return callHuman(unanswered, desk)
  if (command?.kind === 'faqHelped') return leave(texts.gladItHelped(desk.wording))
  if (command !== null) return goOn(unanswered, desk)
  const understanding = understandAll(draft, turn, desk)
  const { utterance } = desk.understand(message.text)
  const isThanks = utterance === 'thanks' || utterance === 'agreement'
  if (isThanks && understanding.danger === null && message.attachments.length === 0)
    return leave(texts.gladItHelped(desk.wording))
  const heard = addMessage(unanswered, turn)
  return afterWords(heard, understandAll(heard, turn, desk), desk)
}

/** Greetings, thanks, stickers and photos are no question by themselves; what came with them is kept. */
function askFurther(
  draft: QuestionDraft,
  heard: QuestionDraft,
  { utterance }: Understanding,
  desk: Desk,
): QuestionOutcome {
  const isShown = heard.messages.slice(draft.messages.length).some(carriesMeaning)
  const isAtStake = draft.messages.length > 0 || draft.wantsHuman || heard.geo !== null
  if (utterance === 'thanks' && !isAtStake) return leave(texts.youAreWelcome(desk.wording))
  if (isShown) return askWhatIsShown(heard, desk)
  if (utterance === 'advertisement')
    return wait('words', { ...heard, isAd: true }, [texts.looksLikeAdvertisement(desk.wording)])
  if (utterance === 'abuse' && !isAtStake && !draft.asked.includes('words'))
    return wait('words', { ...draft, asked: [...draft.asked, 'words'] }, [texts.stayCalm(desk.wording)])
  if (utterance === 'agreement' && !isAtStake) return leave(texts.youAreWelcome(desk.wording))
  if (utterance === 'greeting')
    return wait('words', draft, [texts.greeting(desk.wording, communityTitle(desk))])
  if (heard.geo !== draft.geo) {
    return wait('words', { ...draft, geo: heard.geo, place: heard.place }, [texts.askWhatIsThere])
  }
  return askForWords(draft, desk)
}

const goOn = (draft: QuestionDraft, desk: Desk): QuestionOutcome =>
  afterWords(draft, desk.understand(textOf(draft)), desk)

/** The person chooses what it is about; more words are welcome instead of a button. */
export function topic(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { command } = turn
  if (command?.kind === 'human') return callHuman(draft, desk)
  if (command?.kind === 'topic' && desk.directory.topics.has(command.topicId)) {
    return afterTopic({ ...draft, topicId: command.topicId, confidence: 1 }, desk)
  }
  if (command?.kind === 'otherTopic' || command?.kind === 'skip') {
    return afterTopic({ ...draft, topicId: null, confidence: null }, desk)
  }
  const heard = addMessage(draft, turn)
  return afterWords(heard, understandAll(heard, turn, desk), desk)
}

/** The person names the place, or does not. */
export function place(draft: QuestionDraft, turn: Turn, desk: Desk): QuestionOutcome {
  const { message, command } = turn
  if (command?.kind === 'human') return callHuman(draft, desk)
  if (command?.kind === 'skip') return submit(draft)
  if (command?.kind === 'topic') return topicPressedAgain(draft, command.topicId, desk)
  if (command?.kind === 'otherTopic') return submit({ ...draft, topicId: null, confidence: null })
  const heard = addMessage(draft, turn)
  const understanding = desk.understand(message.text)
  const named = saysNothing(understanding, message.text) ? '' : cutText(message.text.trim(), placeLengthMax)
  const placed = {
    ...heard,
    place: named === '' ? heard.place : named,
    municipalityId: understanding.place.municipalityIds[0] ?? onMap(heard, desk)[0] ?? heard.municipalityId,
    named: namedIn(heard, understanding, desk),
    danger: draft.danger ?? dangerIn(message, desk),
  }
  if (placed.danger === null) return settleMunicipality(placed, desk)
  return submit(placed, texts.safety(placed.danger))
}

/** A button pressed twice, or another one: the place is still to be named. */
function topicPressedAgain(draft: QuestionDraft, id: TopicId, desk: Desk): QuestionOutcome {
  const chosen = desk.directory.topics.get(id)
  if (chosen === undefined) return wait('place', draft, [texts.askPlace(desk.wording)])
  const corrected = { ...draft, topicId: id, confidence: 1 }
  return chosen.needsPlace ? wait('place', corrected, [texts.askPlace(desk.wording)]) : submit(corrected)
}

function afterWords(draft: QuestionDraft, understanding: Understanding, desk: Desk): QuestionOutcome {
  const [best] = understanding.topics
  const located = {
    ...draft,
    place: draft.place ?? understanding.place.text,
    municipalityId:
      draft.municipalityId ?? understanding.place.municipalityIds[0] ?? onMap(draft, desk)[0] ?? null,
    named: namedIn(draft, understanding, desk),
  }
  const isNewDanger = understanding.danger !== null && draft.danger === null
  const safety = isNewDanger && understanding.danger !== null ? texts.safety(understanding.danger) : []
  if (understanding.danger !== null || draft.wantsHuman) {
    // Somebody may be in danger, or has asked for a person: register at once, ask nothing.
    return submit({ ...located, ...guessOf(best), danger: understanding.danger }, safety)
  }
  // Buttons in Russian would not help: a person reads it.
  if (understanding.isForeign === true) return submit({ ...located, ...guessOf(undefined), wantsHuman: true })
  if (best !== undefined && best.confidence >= sureConfidence)
    return afterTopic({ ...located, ...guessOf(best) }, desk)
  const offers = offersOf(located, understanding, desk)
  if (offers.length === 0 && isTooShort(located)) {
    return wait('words', { ...located, asked: [...located.asked, 'words'] }, [
      texts.askMoreWords(desk.wording),
    ])
  }
  if (draft.asked.includes('topic') || offers.length === 0) {
    return afterTopic({ ...located, ...guessOf(draft.asked.includes('topic') ? best : undefined) }, desk)
  }
  if (haveOneOwner(offers, located, desk)) return afterTopic({ ...located, ...guessOf(best) }, desk)
  return wait('topic', { ...located, asked: [...located.asked, 'topic'] }, [
    ...safety,
    texts.askTopic(desk.wording, offers),
  ])
}

function afterTopic(draft: QuestionDraft, desk: Desk): QuestionOutcome {
  const chosen = draft.topicId === null ? undefined : desk.directory.topics.get(topicId(draft.topicId))
  const isPlaced = draft.place !== null || draft.geo !== null
  if (chosen?.needsPlace !== true || isPlaced || draft.asked.includes('place'))
    return settleMunicipality(draft, desk)
  return wait('place', { ...draft, asked: [...draft.asked, 'place'] }, [texts.askPlace(desk.wording)])
}

function callHuman(draft: QuestionDraft, desk: Desk): QuestionOutcome {
  const called = { ...draft, wantsHuman: true }
  return draft.messages.length > 0
    ? submit(called)
    : wait('words', called, [texts.askWordsForHuman(desk.wording)])
}

function askForWords(draft: QuestionDraft, desk: Desk): QuestionOutcome {
  const isFirst = !draft.asked.includes('words')
  return wait('words', { ...draft, asked: [...draft.asked, 'words'] }, [
    isFirst ? texts.askWords(desk.wording) : texts.askWordsAgain,
  ])
}

/** A photo alone says little; asked once, then it goes on as it is. */
function askWhatIsShown(draft: QuestionDraft, desk: Desk): QuestionOutcome {
  if (draft.asked.includes('words')) return submit(draft)
  return wait('words', { ...draft, asked: [...draft.asked, 'words'] }, [texts.askWhatIsInPhoto(desk.wording)])
}

const guessOf = (
  guess: { readonly topicId: TopicId; readonly confidence: number } | undefined,
): Pick<QuestionDraft, 'topicId' | 'confidence'> => ({
  topicId: guess?.topicId ?? null,
  confidence: guess?.confidence ?? null,
})

const communityTitle = (desk: Desk): string =>
  desk.directory.communities.get(desk.groupId)?.title ?? 'сообщество'

const leave = (reply: OutgoingMessage): QuestionOutcome => ({ type: 'leave', replies: [reply] })

const wait = (
  step: QuestionStep,
  draft: QuestionDraft,
  replies: readonly OutgoingMessage[],
): QuestionOutcome => ({
  type: 'wait',
  step,
  draft,
  replies,
})

const submit = (draft: QuestionDraft, replies: readonly OutgoingMessage[] = []): QuestionOutcome => ({
  type: 'submit',
  submission: submissionOf(draft),
  replies,
})
