/** What the doctor saw, in words for the person who can do something about it. */
export interface Finding {
  /** What was looked at: «Диск», «Сообщество «Школа № 3»». */
  readonly subject: string
  readonly level: 'good' | 'warning' | 'bad'
  /** What was seen and, unless it is good, what to do. */
  readonly sentence: string
}

type Finder = (subject: string, sentence: string) => Finding

export const good: Finder = (subject, sentence) => ({ subject, level: 'good', sentence })
export const warning: Finder = (subject, sentence) => ({ subject, level: 'warning', sentence })
export const bad: Finder = (subject, sentence) => ({ subject, level: 'bad', sentence })
