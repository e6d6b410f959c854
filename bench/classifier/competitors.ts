/** The classifiers that are measured side by side. The others know one kind of label, so each side gets its own. */
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import LogisticRegressionClassifier from 'natural/lib/natural/classifiers/logistic_regression_classifier.js'
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_ru.js'
import createWink from 'wink-naive-bayes-text-classifier'
import type { LabelledText, TrainModel, TrainedModel } from '../../src/app/train-ports.ts'
import { trainModel } from '../../src/text/train-model.ts'
import { wordsOf } from '../../src/text/words.ts'

const winkSmoothing = 0.1

export const competitors = {
  otklik: trainModel,
  'natural Bayes, as it comes': naturalModel(() => new BayesClassifier(stemmer)),
  'natural Bayes, smoothing 0.001': naturalModel(() => new BayesClassifier(stemmer, 0.001)),
  'wink naive Bayes': winkModel,
  'natural LogisticRegression': naturalModel(() => new LogisticRegressionClassifier(stemmer)),
} as const satisfies Record<string, TrainModel>

export type CompetitorName = keyof typeof competitors
export const competitorNames = [
  'otklik',
  'natural Bayes, as it comes',
  'natural Bayes, smoothing 0.001',
  'wink naive Bayes',
  'natural LogisticRegression',
] as const satisfies readonly CompetitorName[]

function naturalModel(create: () => NaturalClassifier): TrainModel {
  return (texts) => {
    const classifiers = [0, 1].map((side) => {
      const classifier = create()
      for (const { text, labels } of texts) {
        const label = labels[side] ?? null
        if (label !== null) classifier.addDocument(text, label)
      }
      classifier.train()
      return classifier
    })
    return {
      rank: (text, limit = 5) =>
        classifiers.map((classifier) => {
          const found = classifier.getClassifications(text).slice(0, limit)
          return found.map(({ label, value }) => ({ label, confidence: value }))
        }),
      toBytes: () => Buffer.from(JSON.stringify(classifiers)),
    }
  }
}

/** Wink brings no Russian, so it gets our words: natural's stems without stop words. The smoothing was tried once. */
function winkModel(texts: readonly LabelledText[]): TrainedModel {
  const classifiers = [0, 1].map((side) => {
    const classifier = createWink()
    classifier.definePrepTasks([stemsOf])
    classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: winkSmoothing })
    for (const { text, labels } of texts) {
      const label = labels[side] ?? null
      if (label !== null) classifier.learn(text, label)
    }
    classifier.consolidate()
    return classifier
  })
  return {
    rank: (text, limit = 5) =>
      classifiers.map((classifier) =>
        classifier
          .computeOdds(text)
          .slice(0, limit)
          .map(([label, odds]) => ({ label, confidence: 1 / (1 + 2 ** -odds) })),
      ),
    toBytes: () => Buffer.from(JSON.stringify(classifiers.map((classifier) => classifier.exportJSON()))),
  }
}

const stemsOf = (text: string): readonly string[] =>
  wordsOf(text).flatMap(({ isStop, stem }) => (isStop ? [] : [stem]))
