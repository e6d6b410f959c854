/** Monday, nine o'clock: the week that is over, to each institution and to those who coordinate. */
import { silentPages, weekReportMessage, withSample } from '../../scenes/report-texts.ts'
import { type InstitutionId, institutionId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import type { Attachment } from '../domain/message.ts'
import { type StaffMember, answerers, isCoordinator } from '../domain/staff.ts'
import type { Instant, PlainDate } from '../domain/time.ts'
import { type Sampling, drawAnswerSample } from './draw-answer-sample.ts'
import { storedFile } from './file-ports.ts'
import type { FileStorage } from './file-ports.ts'
import type { Fired } from './fired.ts'
import { tellStaff } from './notify.ts'
import type { Timer } from './timer-ports.ts'
import type { Region } from './ports.ts'
import { type FigureSelection, figureScopeOf, selectionOf } from './statistics/figure-rights.ts'
import type { MonthReport } from './statistics/month-report.ts'
import type { FigureDetails, FigureReader } from './statistics/ports.ts'
import { type RadarWork, lookForSilence } from './statistics/silence-radar.ts'
import { weekChart } from './statistics/week-chart.ts'
import { type WeekReport, weekReport } from './statistics/week-report.ts'

export interface ReportParts {
  readonly details: FigureDetails
  readonly reader: FigureReader
  readonly silence: RadarWork
  readonly drawChart: (svg: string) => Uint8Array
  readonly makePdf: (report: MonthReport) => Promise<Uint8Array>
  readonly storage: FileStorage
}

const hour = 9
/** The timer of those who coordinate. */
const coordinating = 'coordinators'

export const reportTimers = (region: Region, now: Instant, timeZone: string): readonly Timer[] => [
  timerOf(coordinating, nextMonday(now, timeZone)),
  ...[...region.directory.institutions.keys()]
    .filter((id) => answerers(region.roster, id).some(({ contactGroupId }) => contactGroupId !== null))
    .map((id) => timerOf(String(id), nextMonday(now, zoneOf(region, id, timeZone)))),
]

const timerOf = (subject: string, dueAt: Instant): Timer => ({ kind: 'report', subject, dueAt, facts: {} })

const zoneOf = ({ directory }: Region, id: InstitutionId, timeZone: string): string =>
  calendarOf(directory, id, timeZone).timeZone

export async function sendWeekReport(fired: Fired): Promise<void> {
  const { work, region, firing, timer } = fired
  const { now } = work
  if (timer.subject === coordinating) {
    work.setTimer({ ...timer, dueAt: nextMonday(now, firing.timeZone) })
    return tellCoordinators(fired)
  }
  const id = institutionId(Number(timer.subject))
  const institution = region.directory.institutions.get(id)
  // An institution that closed has no week any more.
  if (institution === undefined) return
  work.setTimer({ ...timer, dueAt: nextMonday(now, zoneOf(region, id, firing.timeZone)) })
  const selection = { dimension: 'institution', members: [String(id)] } as const
  const report = await read(fired, institution.shortTitle, selection)
  if (isEmpty(report)) return
  const readers = answerers(region.roster, id).filter(({ contactGroupId }) => contactGroupId !== null)
  tellStaff(work, readers, weekReportMessage(report, await draw(fired, report, Number(id))))
}

/** Each sees what they coordinate. A week without a ticket is told, too: a silent report would look broken. */
async function tellCoordinators(fired: Fired): Promise<void> {
  const { region } = fired
  const coordinators = region.roster.filter(
    (member) => member.contactGroupId !== null && isCoordinator(member),
  )
  for (const [number, member] of coordinators.entries()) await tellCoordinator(fired, member, number)
  // Also of those who never wrote to the bot: an answer that nobody judges must show in the figures.
  for (const member of region.roster.filter(isCoordinator))
    if (!coordinators.includes(member)) await drawAnswerSample(samplingOf(fired), member)
}

const samplingOf = ({ work, firing: { secrets, timeZone } }: Fired): Sampling => ({ work, secrets, timeZone })

async function tellCoordinator(fired: Fired, member: StaffMember, number: number): Promise<void> {
  const { region, work, firing } = fired
  const { directory } = region
  const scope = figureScopeOf(member)
  const selection = selectionOf(scope, 'municipality', undefined, region)
  if (selection === null) return
  const titles = selection.members.map(
    (id) => [...directory.municipalities.values()].find((one) => String(one.id) === id)?.title,
  )
  const title = scope.kind === 'region' ? 'вся область' : titles.join(', ')
  const report = await read(fired, title, selection)
  const silent = await lookForSilence(firing.reports.silence, { directory, scope, now: work.now })
  const pages = silent.map(({ title: page, silences }) => ({
    title: page,
    first: silences[0]?.sentence ?? '',
  }))
  const chart = isEmpty(report) ? null : await draw(fired, report, coordinatorsFrom + number)
  const message = weekReportMessage(report, chart, [silentPages(pages)])
  const sample = await drawAnswerSample(samplingOf(fired), member)
  tellStaff(work, [member], sample.length === 0 ? message : withSample(message, sample.length))
}

const coordinatorsFrom = 900_000

const isEmpty = ({ figures, before }: WeekReport): boolean =>
  figures.received === 0 && figures.open === 0 && before.received === 0

/** The week before the Monday on which it is told. */
function read({ firing, work }: Fired, title: string, selection: FigureSelection): Promise<WeekReport> {
  const today = work.now.toZonedDateTimeISO(firing.timeZone).toPlainDate()
  const from = mondayOf(today).subtract({ weeks: 1 })
  return weekReport(firing.reports.details, { title, selection, from, now: work.now })
}

/** Kept in our own storage until it is uploaded for each dialogue. */
async function draw({ firing }: Fired, report: WeekReport, number: number): Promise<Attachment> {
  const { storage, drawChart } = firing.reports
  const id = pictureId(report.from, number)
  const key = keyOf(id)
  await storage.put(key, drawChart(weekChart(report)), 'image/png')
  // Long uploaded wherever it was sent. Some weeks at once: a server that was off on a Monday leaves nothing behind.
  for (let weeks = picturesKeptWeeks; weeks < picturesKeptWeeks * 2; weeks += 1)
    await storage.remove(keyOf(pictureId(report.from.subtract({ weeks }), number)))
  return { type: 'photo', reference: '', raw: { owner_id: 0, id, orig_photo: { url: storedFile(key) } } }
}

/** A picture waits for its upload so long at most. */
const picturesKeptWeeks = 4

const pictureId = (from: PlainDate, number: number): number =>
  Number(from.toString().replaceAll('-', '')) * 1_000_000 + number

/** Copies of people's files lie under the number of their ticket; 0 is none. */
const keyOf = (id: number): string => `0/${id}.png`

const mondayOf = (day: PlainDate): PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

/** The next Monday at nine, never this moment. */
function nextMonday(now: Instant, timeZone: string): Instant {
  const local = now.toZonedDateTimeISO(timeZone)
  const monday = mondayOf(local.toPlainDate())
  const at = (day: PlainDate): Instant => day.toZonedDateTime({ timeZone, plainTime: { hour } }).toInstant()
  return at(monday).epochMilliseconds > now.epochMilliseconds ? at(monday) : at(monday.add({ weeks: 1 }))
}
