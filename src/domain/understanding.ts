/**
 * What a text tells by itself: topic, place, what kind of utterance it is. The models behind it live in src/text;
 * the rules that use it see only these facts.
 */
import type { FaqGuess } from './faq.ts'
import type { InstitutionId, MunicipalityId, TopicId } from './ids.ts'

export interface TopicGuess {
  readonly topicId: TopicId
  /** Calibrated: of guesses given 0.8, four of five are right. 0…1. */
  readonly confidence: number
}

export interface InstitutionGuess {
  /** Code of the institution in the directory. */
  readonly code: string
  /** Calibrated like a topic's. The place and the rules decide more than the text: a hint, never a route. */
  readonly confidence: number
}

export interface PlaceFound {
  /** Municipalities named in the text, the most certain first; then that of the only institution of a name. */
  readonly municipalityIds: readonly MunicipalityId[]
  /** Institutions named in the text; several when they share the name. */
  readonly institutionIds?: readonly InstitutionId[]
  /** Street, house or settlement as written, at most 120 characters; null when none was recognised. */
  readonly text: string | null
}

/** What the person does by writing this. Abuse has nothing but swearing in it; anger with a matter is a question. */
export type Utterance = 'question' | 'greeting' | 'thanks' | 'agreement' | 'empty' | 'abuse' | 'advertisement'

export interface Understanding {
  readonly utterance: Utterance
  /** Said in another language than Russian: a person must read it, nothing was guessed. */
  readonly isForeign?: boolean
  /** At most five, by falling confidence. */
  readonly topics: readonly TopicGuess[]
  /** Who answered such texts; only with a model trained on history. At most five, by falling confidence. */
  readonly institutions?: readonly InstitutionGuess[]
  readonly place: PlaceFound
  /** Questions of the FAQ that it may be, the likeliest first; left out when there is no FAQ. */
  readonly faq?: readonly FaqGuess[]
  /** Key of a safety advice when danger words were met, e.g. `gas`; see safety. */
  readonly danger: string | null
}

/** Understands a text. Pure and quick (well under a millisecond): it runs inside the handling of each message. */
export type Understand = (text: string) => Understanding
