/** A ticket as an answer of some kind leaves it, at noon. */
import type { AnswerResult } from '../../src/domain/desk.ts'
import type { Result } from '../../src/domain/result.ts'
import { type StaffMember, isCoordinator } from '../../src/domain/staff.ts'
import { type Ticket, type TransitionRefused, answer, answerInterim } from '../../src/domain/ticket.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { noon } from './given.ts'

const daySeconds = 24 * 3600

export const settled = (
  ticket: Ticket,
  member: StaffMember,
  result: AnswerResult,
): Result<Ticket, TransitionRefused> =>
  result.kind === 'interim'
    ? answerInterim(ticket, {
        by: member.id,
        at: noon,
        promisedUntil: addSeconds(noon, daySeconds),
        mayRepeat: isCoordinator(member),
      })
    : answer(ticket, member.id, noon, result.kind)
