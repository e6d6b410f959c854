/** Pages that have fallen silent, and why: before citizens notice. */
import { institutionId } from '../../domain/ids.ts'
import type { Directory } from '../../domain/directory.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import type { Instant } from '../../domain/time.ts'
import { workingSecondsBetween } from '../../domain/working-time.ts'
import type { FigureScope } from './figure-rights.ts'
import type { PageFacts, RadarStore } from './radar-ports.ts'

export type SilenceKind =
  | 'noAdministrator'
  | 'nobodyReachable'
  | 'nobodyActive'
  | 'troubled'
  | 'pollSilent'
  | 'nothingAnswered'

export interface Silence {
  readonly kind: SilenceKind
  /** For people, in Russian: what is wrong and what to do. */
  readonly sentence: string
}

export interface SilentPage {
  readonly groupId: number
  readonly title: string
  readonly institutionId: number | null
  readonly waiting: number
  readonly silences: readonly Silence[]
}

/** Working hours of the owner. */
const unansweredHoursMax = 16
const inactiveDaysMax = 14
/** Polls come back every half minute. */
const pollSilentSecondsMax = 300
const daySeconds = 86_400

export interface RadarWork {
  readonly radar: RadarStore
  readonly timeZone: string
}

/** Those where most people wait first; pages without a silence are left out. */
export async function lookForSilence(
  { radar, timeZone }: RadarWork,
  asked: { readonly directory: Directory; readonly scope: FigureScope; readonly now: Instant },
): Promise<readonly SilentPage[]> {
  const pages = (await radar.pages(asked.now)).filter((page) => isInScope(asked.scope, page))
  return pages
    .map(({ groupId, title, waiting, ...page }) => ({
      groupId,
      title,
      institutionId: page.institutionId,
      waiting,
      silences: silencesOf({ groupId, title, waiting, ...page }, { ...asked, timeZone }),
    }))
    .filter(({ silences }) => silences.length > 0)
    .toSorted((left, right) => right.waiting - left.waiting || left.title.localeCompare(right.title, 'ru'))
}

function isInScope(scope: FigureScope, page: PageFacts): boolean {
  if (scope.kind === 'region') return true
  const id = scope.kind === 'municipalities' ? page.municipalityId : page.institutionId
  return id !== null && scope.ids.includes(id)
}

interface Around {
  readonly directory: Directory
  readonly timeZone: string
  readonly now: Instant
}

function silencesOf(page: PageFacts, around: Around): readonly Silence[] {
  const found: Silence[] = []
  const add = (kind: SilenceKind, sentence: string): void => void found.push({ kind, sentence })
  const { now } = around
  const secondsSince = (moment: Instant): number => moment.until(now).total('seconds')
  if (page.trouble !== null) add('troubled', page.trouble)
  else if (page.polledAt === null || secondsSince(page.polledAt) > pollSilentSecondsMax)
    add('pollSilent', 'Мы давно не получали событий этой страницы. Проверьте, что Отклик работает.')
  if (!page.isPublic) return found
  if (page.administrators === 0)
    add('noAdministrator', 'Здесь некому отвечать. Пригласите сотрудника: напишите боту «пригласить».')
  else if (page.reachable === 0)
    add(
      'nobodyReachable',
      'Все сотрудники в отпуске или ещё не написали боту. Назначьте заместителя или напомните им.',
    )
  else if (
    page.waiting > 0 &&
    (page.lastActAt === null || secondsSince(page.lastActAt) > inactiveDaysMax * daySeconds)
  )
    add(
      'nobodyActive',
      `Уже больше ${inactiveDaysMax} дней никто из сотрудников ничего не делал. Позвоните им.`,
    )
  const hours = waitedHours(page, around)
  if (hours > unansweredHoursMax)
    add(
      'nothingAnswered',
      `Житель ждёт ответа ${Math.floor(hours)} рабочих ч. Начните с самых старых обращений.`,
    )
  return found
}

function waitedHours(page: PageFacts, { directory, timeZone, now }: Around): number {
  if (page.waitingSince === null) return 0
  const owner = page.institutionId === null ? null : institutionId(page.institutionId)
  return workingSecondsBetween(calendarOf(directory, owner, timeZone), page.waitingSince, now) / 3600
}
