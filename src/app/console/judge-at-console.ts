/** The week's sample of answers on the screen: the same use cases as in VK, in a transaction of their own. */
import { criterionQuestions, gradeWords } from '../../../scenes/quality/texts.ts'
import type { AnswerSample, SampleRefusal } from '../../domain/answer-sample.ts'
import type { Result } from '../../domain/result.ts'
import { showAnswerSample } from '../draw-answer-sample.ts'
import { type GivenJudgement, judgeAnswer } from '../judge-answer.ts'
import { performAtConsole } from './perform-at-console.ts'
import type { ConsoleWork, Worker } from './work-at-console.ts'

/** As in VK. */
export const sampleWords = { questions: criterionQuestions, grades: gradeWords }

type Sampled = Result<AnswerSample, SampleRefusal>

export const sampleAtConsole = (console: ConsoleWork, worker: Worker): Promise<Sampled> =>
  performAtConsole(console, worker, (place) => showAnswerSample(place, worker.member))

export const judgeAtConsole = (
  console: ConsoleWork,
  worker: Worker,
  given: GivenJudgement,
): Promise<Sampled> => performAtConsole(console, worker, (place) => judgeAnswer(place, worker.member, given))
