/** The week's sample of answers on the screen: the same use cases as in VK, in a transaction of their own. */
import { criterionQuestions, gradeWords } from '../../../scenes/quality/texts.ts'
import type { AnswerSample, SampleRefusal } from '../../domain/answer-sample.ts'
import type { Result } from '../../domain/result.ts'
import { type Sampling, showAnswerSample } from '../draw-answer-sample.ts'
import { type GivenJudgement, judgeAnswer } from '../judge-answer.ts'
import { ConcurrentChange } from '../ports.ts'
import { type ConsoleWork, type Worker, consolePlace } from './work-at-console.ts'

/** As in VK. */
export const sampleWords = { questions: criterionQuestions, grades: gradeWords }

type Sampled = Result<AnswerSample, SampleRefusal>

/** The timer of Monday, or the person's own dialogue, may draw at the same moment; then theirs is read. */
const triesMax = 4

export const sampleAtConsole = (console: ConsoleWork, worker: Worker): Promise<Sampled> =>
  perform(console, worker, (place) => showAnswerSample(place, worker.member))

export const judgeAtConsole = (
  console: ConsoleWork,
  worker: Worker,
  given: GivenJudgement,
): Promise<Sampled> => perform(console, worker, (place) => judgeAnswer(place, worker.member, given))

async function perform(
  console: ConsoleWork,
  worker: Worker,
  act: (place: Sampling) => Promise<Sampled>,
): Promise<Sampled> {
  for (let tries = 1; ; tries += 1) {
    const place = consolePlace(console, worker)
    const done = await act(place)
    if (!done.ok) return done
    try {
      await console.store.write(place.work.changes(), place.work.now)
      return done
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || tries === triesMax) throw error
    }
  }
}
