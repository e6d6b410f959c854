/**
 * Several questions in one message: «На Ленина яма. И ещё: когда в школе каникулы?» They are told apart only when each is
 * surely about something by itself and others answer it. In doubt it is one matter: a story with a background, a
 * complaint that names its causes, a matter said twice. Nothing of the words is lost: the parts put together are the text.
 */
import type { InstitutionId, MunicipalityId, TopicId } from './ids.ts'
import { type Break, type Piece, piecesOf } from './text-pieces.ts'
import type { Understand, Understanding } from './understanding.ts'

export interface Matter {
  /** Its part of the text, with the blanks around it. */
  readonly text: string
  readonly topicId: TopicId
  readonly confidence: number
  readonly ownerId: InstitutionId
  /** Named in its part; where it names none, in the others. */
  readonly municipalityIds: readonly MunicipalityId[]
  /** Likewise. */
  readonly place: string | null
}

/** What one owner of several answers, and who answers the rest. */
export interface OwnPart {
  readonly text: string
  /** Short titles of the institutions that answer the other matters. */
  readonly others: readonly string[]
}

export interface MatterRules {
  readonly understand: Understand
  /** From here on a guess is taken without asking. */
  readonly sureConfidence: number
  readonly ownerOf: (
    topicId: TopicId,
    municipalityId: MunicipalityId | null,
    namedIds: readonly InstitutionId[],
  ) => InstitutionId | null
}

/** A longer text tells a story; two questions are short. UTF-16 units. */
const charactersMax = 1_500
/** Each piece is understood by itself, half a millisecond each. */
const piecesMax = 8
const mattersMax = 3
const wordsMin = 3
/** Where nothing but the topic tells that another question begins. */
const unsaidConfidenceMin = 0.75
const likelyConfidenceMin = 0.1

/** The matters in their order, two or three; empty when it is one. `whole` is what was understood of the whole text. */
export function findMatters(text: string, whole: Understanding, rules: MatterRules): readonly Matter[] {
  if (text.length > charactersMax || !isPlainQuestion(whole)) return []
  const pieces = piecesOf(text)
  if (pieces.length < 2) return []
  const remembering = { ...rules, understand: remembered(rules.understand) }
  const partedBy = (breaks: readonly Break[], confidenceMin: number): readonly Matter[] =>
    mattersOf(joined(pieces, breaks), whole, confidenceMin, remembering)
  const announced = partedBy(['said'], rules.sureConfidence)
  if (announced.length > 0) return announced
  const byLines = partedBy(['said', 'line'], rules.sureConfidence)
  // One sentence after another is how a story is told, too: only where the topic would have to be asked anyway.
  return byLines.length > 0 || !isTorn(whole, rules)
    ? byLines
    : partedBy(['said', 'line', 'sentence'], unsaidConfidenceMin)
}

/** Sure of nothing, and more than one topic may be meant. */
const isTorn = ({ topics }: Understanding, { sureConfidence }: MatterRules): boolean =>
  topics.every(({ confidence }) => confidence < sureConfidence) &&
  topics.filter(({ confidence }) => confidence >= likelyConfidenceMin).length > 1

/** The same piece is looked at for several ways to part a text. */
function remembered(understand: Understand): Understand {
  const known = new Map<string, Understanding>()
  return (text) => {
    const understanding = known.get(text) ?? understand(text)
    known.set(text, understanding)
    return understanding
  }
}

/** Pieces that only such breaks part. */
function joined(pieces: readonly Piece[], breaks: readonly Break[]): readonly string[] {
  const texts: string[] = []
  for (const piece of pieces) {
    const last = breaks.includes(piece.break) ? undefined : texts.pop()
    texts.push((last ?? '') + piece.text)
  }
  return texts
}

function mattersOf(
  texts: readonly string[],
  whole: Understanding,
  confidenceMin: number,
  rules: MatterRules,
): readonly Matter[] {
  if (texts.length < 2 || texts.length > piecesMax) return []
  const look = (text: string): Look => lookAt(text, whole, confidenceMin, rules)
  const groups = groupNeighbours(texts.map(look))
  if (groups.length < 2 || groups.length > mattersMax) return []
  const matters = groups.map((group) => {
    const { matter } = look(group.text)
    // What was added to a sure piece must not make it doubtful.
    return matter?.topicId === group.matter?.topicId ? matter : null
  })
  const sure = matters.filter((matter) => matter !== null)
  const areApart =
    new Set(sure.map(({ topicId }) => topicId)).size === groups.length &&
    new Set(sure.map(({ ownerId }) => ownerId)).size === groups.length
  return areApart ? sure : []
}

interface Look {
  readonly text: string
  /** Null: no question in its own right. */
  readonly matter: Matter | null
}

/** What says nothing sure, and what the same people answer, belongs to the piece before; at the beginning, to the next. */
function groupNeighbours(looks: readonly Look[]): readonly Look[] {
  const groups: Look[] = []
  for (const next of looks) {
    const last = groups.at(-1)
    if (last === undefined || isAnother(last, next)) groups.push(next)
    else groups[groups.length - 1] = { text: last.text + next.text, matter: last.matter ?? next.matter }
  }
  return groups
}

const isAnother = ({ matter: one }: Look, { matter: other }: Look): boolean =>
  one !== null && other !== null && one.topicId !== other.topicId && one.ownerId !== other.ownerId

function lookAt(
  text: string,
  whole: Understanding,
  confidenceMin: number,
  { understand, ownerOf }: MatterRules,
): Look {
  if ((text.match(/\p{L}{2,}/gu) ?? []).length < wordsMin) return { text, matter: null }
  const understanding = understand(text)
  const [best] = understanding.topics
  if (!isPlainQuestion(understanding) || best === undefined || best.confidence < confidenceMin)
    return { text, matter: null }
  const own = understanding.place
  const municipalityIds = (own.municipalityIds.length > 0 ? own : whole.place).municipalityIds
  const ownerId = ownerOf(best.topicId, municipalityIds[0] ?? null, own.institutionIds ?? [])
  if (ownerId === null) return { text, matter: null }
  const place = own.text ?? whole.place.text
  return { text, matter: { text, ...best, ownerId, municipalityIds, place } }
}

const isPlainQuestion = ({ utterance, danger, isForeign }: Understanding): boolean =>
  utterance === 'question' && danger === null && isForeign !== true
