/** The button that gives a grade: it carries what was said of the answer before. */
import { type QualityGrade, qualityCriteria, qualityGrades } from '../../src/domain/answer-sample.ts'
import type { ButtonPayload } from '../../src/domain/keyboard.ts'

export interface Grade {
  readonly kind: 'grade'
  /** ISO date of the Monday. */
  readonly week: string
  readonly number: number
  /** In the order of the criteria. */
  readonly grades: readonly QualityGrade[]
}

export const payloadOfGrade = ({ week, number, grades }: Grade): ButtonPayload => ({
  c: 'grade',
  d: week,
  p: number,
  g: grades.join(' '),
})

/** Null: forged, or of another version. */
export function gradeIn({ d: week, p: number, g: given }: Readonly<Record<string, unknown>>): Grade | null {
  if (typeof week !== 'string' || !/^\d{4}-\d{2}-\d{2}$/u.test(week)) return null
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null
  if (typeof given !== 'string') return null
  const words = given.split(' ')
  const grades = words.flatMap((word) => qualityGrades.filter((grade) => grade === word))
  const isWhole = grades.length === words.length && words.length <= qualityCriteria.length
  return isWhole ? { kind: 'grade', week, number, grades } : null
}
