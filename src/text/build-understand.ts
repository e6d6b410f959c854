/** Puts together all that a text tells by itself. Built anew for each version of the directory (about a quarter second). */
import type { Directory } from '../domain/directory.ts'
import { findPlaceText } from '../domain/place-names.ts'
import { findDanger } from '../domain/safety-words.ts'
import type { Understand } from '../domain/understanding.ts'
import { buildFindMunicipalities } from './find-municipalities.ts'
import { shorten } from './normalize.ts'
import { buildTopicClassifier } from './topic-classifier.ts'
import { utteranceOf } from './utterance.ts'
import { wordsOf } from './words.ts'

export function buildUnderstand(directory: Directory): Understand {
  const classifyTopic = buildTopicClassifier([...directory.topics.values()])
  const findMunicipalities = buildFindMunicipalities(directory.municipalities.values())
  return (whole) => {
    const text = shorten(whole)
    const words = wordsOf(text)
    const utterance = utteranceOf(text, words)
    return {
      utterance,
      topics: utterance === 'question' || utterance === 'thanks' ? classifyTopic(words) : [],
      place: { municipalityIds: findMunicipalities(words), text: findPlaceText(text) },
      danger: words.some((word) => word.mayMeanDanger) ? findDanger(words.map((word) => word.text)) : null,
    }
  }
}
