/**
 * Guesses the topic of a text from the topics' own titles and phrases, with no labelled appeals at all. A model
 * trained on labelled appeals can take its place behind `ClassifyTopic`: the features are separate.
 */
import type { Topic } from '../domain/directory.ts'
import type { TopicGuess } from '../domain/understanding.ts'
import { buildFeatureSpace } from './features.ts'
import { trainSoftmaxModel } from './softmax-model.ts'
import { type Word, wordsOf } from './words.ts'

/** At most five guesses by falling confidence; none when no word of the text is known. */
export type ClassifyTopic = (words: readonly Word[]) => readonly TopicGuess[]

const guessesMax = 5
/** The group's title speaks for all its topics, so it says less of each. */
const groupTitleWeight = 0.3

/**
 * Fitted once on labelled appeals of another region so that of the guesses given p, about the share p is right:
 * phrases are short and appeals long, so raw probabilities promise too much at the top and too little at the bottom.
 */
const calibration = { sharpness: 1.5, slope: 0.45, offset: -0.25 } as const

export function buildTopicClassifier(topics: readonly Topic[]): ClassifyTopic {
  const documents = topics.flatMap((topic, label) => documentsOf(topic, label))
  const { space, vectors } = buildFeatureSpace(documents, topics.length)
  const examples = vectors.map((vector, index) => ({
    vector,
    label: documents[index]?.label ?? 0,
    weight: documents[index]?.weight ?? 0,
  }))
  const model = trainSoftmaxModel(examples, topics.length, space.size)
  return (words) => {
    const vector = space.vectorOf(words)
    return vector.ids.length === 0 ? [] : bestGuesses(topics, model.scores(vector))
  }
}

function documentsOf(topic: Topic, label: number) {
  const document = (text: string, weight: number) => ({ words: wordsOf(text), label, weight })
  return [
    document(topic.title, 1),
    document(topic.groupTitle, groupTitleWeight),
    ...topic.phrases.map((phrase) => document(phrase, 1)),
  ]
}

function bestGuesses(topics: readonly Topic[], scores: Float64Array): readonly TopicGuess[] {
  const labels = highestLabels(scores)
  const highest = scores[labels[0] ?? 0] ?? 0
  let sum = 0
  for (const score of scores) sum += Math.exp((score - highest) * calibration.sharpness)
  const first = calibrated(1 / sum)
  const rest = sum === 1 ? 0 : (1 - first) / (sum - 1)
  return labels.flatMap((label, place) => {
    const topic = topics[label]
    const share = Math.exp(((scores[label] ?? 0) - highest) * calibration.sharpness) * rest
    return topic === undefined
      ? []
      : [{ topicId: topic.id, confidence: place === 0 ? first : Math.min(first, share) }]
  })
}

function calibrated(probability: number): number {
  const odds = Math.min(Math.max(probability, 1e-6), 1 - 1e-6)
  return 1 / (1 + Math.exp(-(calibration.slope * Math.log(odds / (1 - odds)) + calibration.offset)))
}

/** The labels of the highest scores in falling order, without sorting them all. */
function highestLabels(scores: Float64Array): readonly number[] {
  const labels: number[] = []
  for (let label = 0; label < scores.length; label += 1) {
    const score = scores[label] ?? 0
    let place = labels.length
    while (place > 0 && score > (scores[labels[place - 1] ?? 0] ?? 0)) place -= 1
    if (place >= guessesMax) continue
    labels.splice(place, 0, label)
    if (labels.length > guessesMax) labels.pop()
  }
  return labels
}
