/** A coordinator says what an answer of the sample is worth. Said again, the later word counts. */
import type { AnswerSample, QualityJudgement, SampleRefusal } from '../domain/answer-sample.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import { type Sampling, showAnswerSample, weekOf } from './draw-answer-sample.ts'
import type { StoredSampledAnswer } from './quality-ports.ts'

export interface GivenJudgement {
  /** ISO date of the Monday: words about a week that is over must not fall on another answer. */
  readonly week: string
  readonly number: number
  readonly judgement: QualityJudgement
}

/** The sample as it is afterwards. */
export async function judgeAnswer(
  place: Sampling,
  member: StaffMember,
  { week, number, judgement }: GivenJudgement,
): Promise<Result<AnswerSample, SampleRefusal>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const stored = await findDrawn(place, member, { week, number })
  if (stored === undefined) return refuse({ kind: 'notSampled' })
  const shown = await showAnswerSample(place, member)
  if (!shown.ok) return shown
  const sample = shown.value
  const judged = sample.answers.find((answer) => answer.number === number)
  if (judged === undefined || judged.answer === null) return refuse({ kind: 'wordsDeleted' })
  const answers = sample.answers.map((answer) => (answer === judged ? { ...answer, judgement } : answer))
  // A second tap on the same button is not a second word.
  if (isSame(judged.judgement, judgement)) return success(sample)
  const { work } = place
  work.record({ type: 'answerJudged', staffId: member.id, week: sample.week, number, judgement })
  work.log({
    ticketId: stored.ticketId,
    at: work.now,
    vkAt: null,
    actor: { kind: 'staff', id: member.id },
    institutionId: stored.institutionId,
    fact: { type: 'answerJudged', facts: { answerEventId: stored.eventId, ...judgement } },
  })
  return success({ ...sample, answers })
}

/** Of this week, and drawn before: nobody can judge what they have not seen. */
async function findDrawn(
  place: Sampling,
  { id }: StaffMember,
  { week, number }: Pick<GivenJudgement, 'week' | 'number'>,
): Promise<StoredSampledAnswer | undefined> {
  const present = weekOf(place)
  if (present.toString() !== week) return undefined
  const drawn = await place.work.store.findAnswerSample(id, present)
  return drawn.find((answer) => answer.number === number)
}

const isSame = (before: QualityJudgement | null, now: QualityJudgement): boolean =>
  before !== null &&
  before.answers === now.answers &&
  before.clear === now.clear &&
  before.concrete === now.concrete
