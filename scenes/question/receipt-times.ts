import type { Desk } from '../../src/domain/desk.ts'
import { calendarOf } from '../../src/domain/institution-calendar.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import type { Instant } from '../../src/domain/time.ts'
import { addWorkingSeconds, isWorkingMoment } from '../../src/domain/working-time.ts'
import type { ReceiptTimes } from './texts.ts'

/** What the receipt says of the owner's hours. */
export function receiptTimes({ institutionId }: Ticket, now: Instant, desk: Desk): ReceiptTimes {
  const calendar = calendarOf(desk.directory, institutionId, desk.timeZone)
  return {
    now,
    wording: desk.wording,
    opensAt: isWorkingMoment(calendar, now) ? null : addWorkingSeconds(calendar, now, 0),
    officialWays: desk.officialWays,
    usualSeconds: desk.usualSeconds(institutionId),
  }
}
