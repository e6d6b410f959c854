/** Puts together all that a text tells by itself. Built anew for each version of the directory (about a quarter second). */
import type { Directory } from '../domain/directory.ts'
import { findPlaceText } from '../domain/place-names.ts'
import { findDanger } from '../domain/safety-words.ts'
import type { TopicId } from '../domain/ids.ts'
import type { PlaceFound, TopicGuess, Understand } from '../domain/understanding.ts'
import { buildFindFaq } from './find-faq.ts'
import { buildFindInstitutions } from './find-institutions.ts'
import { buildFindMunicipalities } from './find-municipalities.ts'
import { fromLatin, languageOf } from './language.ts'
import { shorten } from './normalize.ts'
import { rememberLast } from './remember-last.ts'
import type { RankedLabel, TextModel } from './text-model.ts'
import { buildTopicClassifier } from './topic-classifier.ts'
import { utteranceOf } from './utterance.ts'
import { type Word, wordsOf } from './words.ts'

/** A model trained on history: its first side ranks ids of topics, its second codes of institutions. */
export type TrainedRanks = Pick<TextModel, 'rankWords'>

/** Without a trained model the titles and phrases of the directory decide alone. */
export function buildUnderstand(directory: Directory, trained: TrainedRanks | null = null): Understand {
  const { codes, classifyTopic, idByLabel, isKnown, findPlace, findFaq } = readDirectory(directory)
  return rememberLast((whole) => {
    const written = shorten(whole)
    const language = languageOf(written, isKnown)
    const text = language === 'transliterated' ? fromLatin(written) : written
    const words = wordsOf(text)
    const utterance = utteranceOf(text, words)
    const isAbout = language !== 'other' && (utterance === 'question' || utterance === 'thanks')
    const untrained = isAbout ? classifyTopic(words) : []
    const [topics = [], institutions = []] = isAbout ? (trained?.rankWords(words) ?? []) : []
    return {
      utterance,
      ...(language === 'other' ? { isForeign: true } : {}),
      topics: topics.length === 0 || untrained.length === 0 ? untrained : blend(untrained, topics, idByLabel),
      ...(trained === null ? {} : { institutions: institutionsOf(institutions, codes) }),
      place: findPlace(text, words),
      ...(isAbout && directory.faq.length > 0 ? { faq: findFaq(words) } : {}),
      danger: words.some((word) => word.mayMeanDanger) ? findDanger(words.map((word) => word.text)) : null,
    }
  })
}

/** A trained model that goes live leaves the directory as it is: nobody waits until all of it is read again. */
const alreadyRead = new WeakMap<Directory, DirectoryWords>()
type DirectoryWords = ReturnType<typeof readAnew>

function readDirectory(directory: Directory): DirectoryWords {
  const read = alreadyRead.get(directory) ?? readAnew(directory)
  alreadyRead.set(directory, read)
  return read
}

const readAnew = (directory: Directory) => ({
  codes: new Set(Array.from(directory.institutions.values(), ({ code }) => code)),
  classifyTopic: buildTopicClassifier([...directory.topics.values()]),
  idByLabel: new Map<string, TopicId>(Array.from(directory.topics.keys(), (id) => [id, id])),
  isKnown: buildIsKnown(directory),
  findPlace: buildFindPlace(directory),
  findFaq: buildFindFaq(directory.faq),
})

/** Whether a word is one of those that topics are told by. */
function buildIsKnown({ topics }: Directory): (word: string) => boolean {
  const texts = [...topics.values()].flatMap(({ title, phrases }) => [title, ...phrases])
  const stems = new Set(
    texts.flatMap((text) => wordsOf(text).flatMap(({ isStop, stem }) => (isStop ? [] : [stem]))),
  )
  return (word) => wordsOf(word).some(({ stem }) => stems.has(stem))
}

function buildFindPlace({ municipalities, institutions }: Directory) {
  const findMunicipalities = buildFindMunicipalities(municipalities.values())
  const findInstitutions = buildFindInstitutions(institutions.values())
  return (text: string, words: readonly Word[]): PlaceFound => {
    const municipalityIds = findMunicipalities(words)
    const ids = findInstitutions(text, words)
    const found = { municipalityIds, text: findPlaceText(text) }
    if (ids.length === 0) return found
    // «Школа № 5» is in the only town that has one; several of the name tell no town.
    const where = ids.length === 1 && ids[0] !== undefined ? institutions.get(ids[0])?.municipalityId : null
    const isNew = where !== null && where !== undefined && !municipalityIds.includes(where)
    return {
      ...found,
      municipalityIds: isNew ? [...municipalityIds, where] : municipalityIds,
      institutionIds: ids,
    }
  }
}

/** History knows how people really write; titles and phrases know the topics that history has not met. */
const trainedWeight = 0.75
const guessesMax = 5

function blend(
  untrained: readonly TopicGuess[],
  trained: readonly RankedLabel[],
  idByLabel: ReadonlyMap<string, TopicId>,
): readonly TopicGuess[] {
  const confidences = new Map<TopicId, number>()
  const add = (id: TopicId, share: number): void =>
    void confidences.set(id, (confidences.get(id) ?? 0) + share)
  for (const { topicId, confidence } of untrained) add(topicId, confidence * (1 - trainedWeight))
  for (const { label, confidence } of trained) {
    const id = idByLabel.get(label)
    // A topic that has left the directory since the training.
    if (id !== undefined) add(id, confidence * trainedWeight)
  }
  return Array.from(confidences, ([topicId, confidence]) => ({ topicId, confidence }))
    .toSorted((left, right) => right.confidence - left.confidence)
    .slice(0, guessesMax)
}

const institutionsOf = (ranked: readonly RankedLabel[], codes: ReadonlySet<string>) =>
  ranked.filter(({ label }) => codes.has(label)).map(({ label, confidence }) => ({ code: label, confidence }))
