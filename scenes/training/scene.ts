/** A member of staff answers sample questions and hears what the checker thinks. Nothing is sent or kept. */
import { z } from 'zod'
import { checkAnswer } from '../../src/domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../src/domain/answer-quality/rules-of.ts'
import { scoreMax, scoreOf } from '../../src/domain/answer-quality/score.ts'
import type { Desk } from '../../src/domain/desk.ts'
import { invariant } from '../../src/domain/invariant.ts'
import { isChoice } from '../commands.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import { type Exercise, exercises } from './exercises.ts'
import * as texts from './texts.ts'

const trainingDraft = z.object({
  /** The exercise that is being answered, from 0. */
  number: z
    .int()
    .min(0)
    .max(exercises.length - 1),
  /** The last score of each exercise answered so far. */
  scores: z.array(z.int().min(0).max(scoreMax)).max(exercises.length),
})
export type TrainingDraft = z.infer<typeof trainingDraft>

type Step = 'answer' | 'advised'
type TrainingOutcome = Outcome<Step, TrainingDraft, never>

export const trainingScene: Scene<Step, TrainingDraft, never> = {
  slug: 'training',
  version: 1,
  expiresAfterSeconds: 3600,
  firstStep: 'answer',
  steps: { answer, advised },
  emptyDraft: { number: 0, scores: [] },
  readDraft(value) {
    const parsed = trainingDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  submit: () => Promise.resolve([]),
}

function answer(draft: TrainingDraft, turn: Turn, desk: Desk): TrainingOutcome {
  const { command, message } = turn
  if (command?.kind === 'endTraining') return end(draft, desk)
  if (command?.kind === 'train' || command?.kind === 'nextExercise' || isChoice(command)) return ask(draft)
  const words = message.text.trim()
  return words === '' ? wait('answer', draft, texts.wordsNeeded) : advise(draft, words, desk)
}

/** Other words than the buttons are another try. */
function advised(draft: TrainingDraft, turn: Turn, desk: Desk): TrainingOutcome {
  const { command } = turn
  if (command?.kind === 'rewrite' || command?.kind === 'train') return ask(draft)
  if (command?.kind !== 'nextExercise') return answer(draft, turn, desk)
  const number = draft.number + 1
  return number === exercises.length ? end(draft, desk) : ask({ ...draft, number })
}

const ask = (draft: TrainingDraft): TrainingOutcome =>
  wait(
    'answer',
    draft,
    texts.exercise(exerciseOf(draft), {
      number: draft.number + 1,
      of: exercises.length,
      isIntroduced: draft.scores.length > 0,
    }),
  )

function advise(draft: TrainingDraft, text: string, { directory }: Desk): TrainingOutcome {
  const exercise = exerciseOf(draft)
  const check = checkAnswer({ text, question: exercise.question }, answerRulesOf(directory))
  const score = scoreOf(check)
  const next = { ...draft, scores: [...draft.scores.slice(0, draft.number), score] }
  const isLast = draft.number === exercises.length - 1
  return wait('advised', next, texts.advice(check, score, exercise, isLast))
}

const end = ({ scores }: TrainingDraft, { staff }: Desk): TrainingOutcome => ({
  type: 'leave',
  replies: [texts.result(scores, staff?.isCoordinator === true)],
})

const wait = (
  step: Step,
  draft: TrainingDraft,
  reply: ReturnType<typeof texts.exercise>,
): TrainingOutcome => ({
  type: 'wait',
  step,
  draft,
  replies: [reply],
})

function exerciseOf({ number }: TrainingDraft): Exercise {
  const exercise = exercises[number]
  invariant(exercise !== undefined, 'the schema of the draft knows how many there are')
  return exercise
}
