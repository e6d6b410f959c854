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
