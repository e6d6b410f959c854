/** The morning of an institution: what is new, what is due today, what is late. Nothing is said when there is nothing. */
import { type InstitutionId, institutionId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import { answerers, presentOrDeputies } from '../domain/staff.ts'
import { type Ticket, isOverdue } from '../domain/ticket.ts'
import { type Instant, isBefore } from '../domain/time.ts'
import { addWorkingSeconds, localDate, workingDayAfter } from '../domain/working-time.ts'
import type { Fired } from './fired.ts'
import { tellStaff } from './notify.ts'
import type { Timer } from './timer-ports.ts'
import type { Region } from './ports.ts'
import { viewTicket } from './ticket-view.ts'

const lookedAtMax = 200
const shownMax = 5

/** The next morning of every institution whose people can be reached. */
export const digestTimers = (region: Region, now: Instant, timeZone: string): readonly Timer[] =>
  [...region.directory.institutions.keys()]
    .filter((id) => answerers(region.roster, id).some(({ contactGroupId }) => contactGroupId !== null))
    .map((id) => ({
      kind: 'digest',
      subject: String(id),
      dueAt: nextMorning(region, id, now, timeZone),
      facts: {},
    }))

export async function sendDigest({ work, region, firing, timer }: Fired): Promise<void> {
  const id = institutionId(Number(timer.subject))
  const { now } = work
  // An institution that closed has no morning any more.
  if (!region.directory.institutions.has(id)) return
  work.setTimer({ ...timer, dueAt: nextMorning(region, id, now, firing.timeZone) })
  const open = await work.store.findOpenTickets([id], lookedAtMax)
  const due = (ticket: Ticket): Instant =>
    ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt
  const calendar = calendarOf(region.directory, id, firing.timeZone)
  const tomorrow = localDate(calendar, now).add({ days: 1 }).toZonedDateTime(calendar.timeZone).toInstant()
  const late = open.filter((ticket) => isOverdue(ticket, now))
  const today = open.filter((ticket) => !isOverdue(ticket, now) && isBefore(due(ticket), tomorrow))
  const fresh = open.filter(
    (ticket) => ticket.status === 'new' && !late.includes(ticket) && !today.includes(ticket),
  )
  const pressing = [...late, ...today, ...fresh]
  if (pressing.length === 0) return
  const reachable = region.roster.filter(({ contactGroupId }) => contactGroupId !== null)
  const readers = presentOrDeputies(answerers(reachable, id), reachable, now)
  const views = pressing.slice(0, shownMax).map((ticket) => viewTicket(ticket, region, firing.timeZone))
  const counts = { fresh: fresh.length, today: today.length, late: late.length }
  tellStaff(work, readers, firing.notices.digest(views, counts, now))
}

/** When work begins on the next working day. */
function nextMorning({ directory }: Region, id: InstitutionId, now: Instant, timeZone: string): Instant {
  const calendar = calendarOf(directory, id, timeZone)
  const day = workingDayAfter(calendar, now, 1)
  return addWorkingSeconds(calendar, day.toZonedDateTime(calendar.timeZone).toInstant(), 0)
}
