/** Only what is measured of natural's classifiers. */
interface NaturalClassifier {
  addDocument(text: string, label: string): void
  train(): void
  getClassifications(text: string): { readonly label: string; readonly value: number }[]
}

declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  const BayesClassifier: new (stemmer: object, smoothing?: number) => NaturalClassifier
  export default BayesClassifier
}

declare module 'natural/lib/natural/classifiers/logistic_regression_classifier.js' {
  const LogisticRegressionClassifier: new (stemmer: object) => NaturalClassifier
  export default LogisticRegressionClassifier
}

/** Only what is measured of wink's classifier. */
declare module 'wink-naive-bayes-text-classifier' {
  interface WinkClassifier {
    definePrepTasks(tasks: readonly ((input: string) => readonly string[])[]): number
    defineConfig(config: {
      readonly considerOnlyPresence: boolean
      readonly smoothingFactor: number
    }): boolean
    learn(input: string, label: string): boolean
    consolidate(): boolean
    computeOdds(input: string): readonly (readonly [label: string, odds: number])[]
    exportJSON(): string
  }
  const createClassifier: () => WinkClassifier
  export default createClassifier
}
