/** The first of a month, nine o'clock: the month that is over as a letter, to those who coordinate the whole region. */
import { monthReportMessage } from '../../scenes/report-texts.ts'
import type { Attachment } from '../domain/message.ts'
import { isCoordinator } from '../domain/staff.ts'
import type { Instant, PlainDate } from '../domain/time.ts'
import { storedFile } from './file-ports.ts'
import type { Fired } from './fired.ts'
import { tellStaff } from './notify.ts'
import type { Timer } from './timer-ports.ts'
import { figureScopeOf } from './statistics/figure-rights.ts'
import { monthInWords, readMonth } from './statistics/month-report.ts'

const hour = 9

export const monthTimer = (now: Instant, timeZone: string): Timer => ({
  kind: 'monthReport',
  subject: 'region',
  dueAt: nextFirst(now, timeZone),
  facts: {},
})

export async function sendMonthReport({ work, region, firing, timer }: Fired): Promise<void> {
  const { now } = work
  const { timeZone, reports } = firing
  work.setTimer({ ...timer, dueAt: nextFirst(now, timeZone) })
  const readers = region.roster.filter(
    (member) =>
      member.contactGroupId !== null && isCoordinator(member) && figureScopeOf(member).kind === 'region',
  )
  if (readers.length === 0) return
  const month = firstOf(now, timeZone).subtract({ months: 1 })
  const report = await readMonth({ ...reports, now, timeZone }, month)
  const [received, answered, overdue] = ['received', 'answered', 'overdue'].map(
    (key) => report.total[key] ?? 0,
  )
  // A month without a single question has no letter.
  if (received === undefined || received === 0) return
  const letter = await keep(reports, month, await reports.makePdf(report))
  const counts = { received, answered: answered ?? 0, overdue: overdue ?? 0 }
  tellStaff(work, readers, monthReportMessage(monthInWords(month), counts, letter))
}

/** Kept in our own storage until it is uploaded for each dialogue. */
async function keep(
  { storage }: Fired['firing']['reports'],
  { year, month }: PlainDate,
  bytes: Uint8Array,
): Promise<Attachment> {
  const id = year * 100 + month
  // Keys of the storage are digits.
  const key = `0/${id}.pdf`
  await storage.put(key, bytes, 'application/pdf')
  const title = `Обращения ${year}-${String(month).padStart(2, '0')}.pdf`
  const raw = { owner_id: 0, id, url: storedFile(key), title }
  return { type: 'doc', reference: '', raw }
}

const firstOf = (now: Instant, timeZone: string): PlainDate =>
  now.toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 })

/** The next first of a month at nine, never this moment. */
function nextFirst(now: Instant, timeZone: string): Instant {
  const first = firstOf(now, timeZone)
  const at = (day: PlainDate): Instant => day.toZonedDateTime({ timeZone, plainTime: { hour } }).toInstant()
  return at(first).epochMilliseconds > now.epochMilliseconds ? at(first) : at(first.add({ months: 1 }))
}
