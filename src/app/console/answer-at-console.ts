/** An answer written on the screen. The page asks for its kind before it sends; here the promised day is checked. */
import type { GivenAnswer, StaffDesk, TicketRefusal } from '../../domain/desk.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import { type PromiseRefusal, refusePromise } from '../../domain/promised-day.ts'
import { type Result, refuse } from '../../domain/result.ts'
import { Temporal } from '../../domain/time.ts'
import type { Workplace } from '../desk.ts'

export async function answerAtConsole(
  desk: StaffDesk,
  { work, region, timeZone }: Workplace,
  given: GivenAnswer,
): Promise<Result<unknown, TicketRefusal | PromiseRefusal>> {
  if (given.result.kind === 'interim') {
    const ticket = await work.ticket(given.ticketId)
    const calendar = calendarOf(region.directory, ticket?.institutionId ?? null, timeZone)
    const day = Temporal.PlainDate.from(given.result.until)
    const refused = refusePromise(day, { calendar, now: work.now, isCoordinator: desk.isCoordinator })
    if (refused !== null) return refuse(refused)
  }
  return desk.answer(given)
}
