/** The week's sample of answers over the wire. */
import { z } from 'zod'
import { qualityCriteria, qualityGrades } from '../../domain/answer-sample.ts'

const grade = z.enum(qualityGrades).describe('«Да», «Частично», «Нет»')
const date = z.iso.date()

export const judgement = z
  .object({
    answers: grade.describe('Does it answer this question?'),
    clear: grade.describe('Clear, plain words?'),
    concrete: grade.describe('Concrete: who does what by when?'),
  })
  .meta({ id: 'AnswerJudgement' })

export const answerSample = z
  .object({
    week: z
      .object({ from: date, to: date })
      .describe('Monday to Sunday: the last whole week; give `from` back with a judgement'),
    candidates: z.int().describe('From so many answers chance has chosen; 0: nobody else answered'),
    seed: z.int().nullable().describe('The seed of the draw, as it stands in the event log'),
    judged: z.int().describe('How many of `answers` this coordinator has judged'),
    criteria: z
      .array(z.object({ key: z.enum(qualityCriteria), question: z.string() }))
      .describe('In the order in which they are asked; the words are the same in VK'),
    grades: z.array(z.object({ key: z.enum(qualityGrades), title: z.string() })),
    answers: z
      .array(
        z.object({
          number: z.int().min(1).describe('Names the answer within the week'),
          ticketId: z.int(),
          topic: z.string().nullable(),
          institution: z.string().nullable().describe('Null: the coordinators'),
          question: z.string().describe('Words of the citizen, without name and personal data'),
          answer: z.string().nullable().describe('Null: the words were deleted; it cannot be judged'),
          judgement: judgement.nullable(),
        }),
      )
      .describe('At most five'),
  })
  .meta({ id: 'AnswerSample' })

export const judgementBody = judgement
  .extend({ week: date.describe('`week.from` of the sample that was shown') })
  .meta({ id: 'GivenJudgement' })

export const samplePath = z.object({ number: z.coerce.number().int().min(1).max(100) })
