/**
 * The five answers of last week that a coordinator judges. They are drawn once, on Monday or when they are first looked
 * at; the seed is logged with each of them, so that everybody can draw them again.
 */
import {
  type AnswerSample,
  type SampleRefusal,
  type SampledAnswer,
  drawSample,
  sampledWeek,
} from '../domain/answer-sample.ts'
import { maskPersonalData, withoutNames } from '../domain/personal-data.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import type { PlainDate } from '../domain/time.ts'
import type { Workplace } from './desk.ts'
import type { StoredSampledAnswer } from './quality-ports.ts'

export type Sampling = Pick<Workplace, 'work' | 'secrets' | 'timeZone'>

export async function showAnswerSample(
  place: Sampling,
  member: StaffMember,
): Promise<Result<AnswerSample, SampleRefusal>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const week = weekOf(place)
  const drawn = await drawAnswerSample(place, member)
  const words = await place.work.store.findAnswerWords(drawn.map(({ eventId }) => eventId))
  const answers = drawn.flatMap(({ number, eventId, judgement }): SampledAnswer[] => {
    const found = words.find((one) => one.eventId === eventId)
    if (found === undefined) return []
    const { ticketId, topicId, municipalityId, institutionId, citizenNames } = found
    const hide = (text: string): string => withoutNames(maskPersonalData(text), citizenNames)
    const about = { number, ticketId, topicId, municipalityId, institutionId, judgement }
    const answer = found.answer === null ? null : hide(found.answer)
    return [{ ...about, question: hide(found.question), answer }]
  })
  return success({
    week,
    candidates: drawn[0]?.candidates ?? 0,
    seed: drawn[0]?.seed ?? null,
    answers,
  })
}

/** The sample of the last whole week, drawn now unless it was drawn before. */
export async function drawAnswerSample(
  { work, secrets, timeZone }: Sampling,
  member: StaffMember,
): Promise<readonly StoredSampledAnswer[]> {
  const week = weekOf({ work, timeZone })
  const known = await work.store.findAnswerSample(member.id, week)
  if (known.length > 0) return known
  const midnight = (day: PlainDate) => day.toZonedDateTime(timeZone).toInstant()
  const given = await work.store.findAnswersGiven(
    { from: midnight(week), to: midnight(week.add({ weeks: 1 })) },
    member.id,
    coordinatedMunicipalities(member),
  )
  const seed = secrets.randomId()
  const ids = drawSample(
    given.map(({ eventId }) => eventId),
    seed,
  )
  const drawn = ids
    .map((id) => given.find(({ eventId }) => eventId === id))
    .filter((answer) => answer !== undefined)
    .map((answer, index): StoredSampledAnswer => ({
      ...answer,
      number: index + 1,
      seed,
      candidates: given.length,
      judgement: null,
    }))
  if (drawn.length === 0) return drawn
  work.record({ type: 'answersSampled', staffId: member.id, week, answers: drawn })
  for (const { ticketId, institutionId, eventId } of drawn)
    work.log({
      ticketId,
      at: work.now,
      vkAt: null,
      actor: { kind: 'bot' },
      institutionId,
      fact: {
        type: 'answerSampled',
        facts: {
          answerEventId: eventId,
          coordinatorId: member.id,
          week: week.toString(),
          seed,
          candidates: given.length,
        },
      },
    })
  return drawn
}

export const weekOf = ({ work, timeZone }: Pick<Sampling, 'work' | 'timeZone'>): PlainDate =>
  sampledWeek(work.now.toZonedDateTimeISO(timeZone).toPlainDate())
