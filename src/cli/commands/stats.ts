/**
 * `otklik stats`: figures of a period by institution, kind, municipality, topic, community or administrator, from the
 * event log. `--verify`: whether the log is as it was written. `--rebuild`: everything counted anew.
 */
import { leaguesOf } from '../../app/statistics/leagues.ts'
import {
  type CalendarNotes,
  type EventSeals,
  type FigureKeeper,
  type FigureReader,
  type FiguresAsOf,
  calendarsChanged,
} from '../../app/statistics/ports.ts'
import type { Instant } from '../../domain/time.ts'
import { readStatsOptions } from './stats-options.ts'
import { describeLeagues } from './stats-ranking.ts'
import { describeTables } from './stats-table.ts'
import { verifyLog } from './stats-verify.ts'

export interface StatsEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly keeper: FigureKeeper
  readonly reader: FigureReader
  readonly seals: Pick<EventSeals, 'verify'>
  readonly asOf: FiguresAsOf
  readonly calendars: CalendarNotes
  readonly now: Instant
  readonly timeZone: string
}

const usage = `Использование: otklik stats [--from ГГГГ-ММ-ДД] [--to ГГГГ-ММ-ДД] [--by СРЕЗ] [--compare] [--clock КАКИЕ] [--json]
               otklik stats --ranking [--from …] [--to …] [--json]
               otklik stats --as-of N [то же]
               otklik stats --verify [--expect ХЕШ] [--json]
               otklik stats --rebuild
Обращения с --from по --to включительно; без них — за последние 30 дней.
--by       institution (учреждения), kind (виды учреждений), municipality, topic, community, administrator
--compare  рядом — такой же срок перед этим
--clock    wall (по календарю, как ждёт житель) или working (рабочее время того, кто отвечает)
--ranking  похожие учреждения рядом: кто отвечает в срок, стало ли лучше, что сделать
--verify   цел ли журнал событий
--as-of N  прежний отчёт: журнал до события N и тогдашние календари
--rebuild  пересчитать всё заново по журналу событий
`

export async function runStats(argv: readonly string[], environment: StatsEnvironment): Promise<number> {
  const { stdout, stderr, keeper, now, timeZone } = environment
  const options = readStatsOptions(argv, now, timeZone)
  if (options.kind === 'unreadable') {
    stderr(options.sentence === null ? usage : `${options.sentence}\n`)
    return 2
  }
  if (options.kind === 'verify') return verifyLog(options, options.isJson, environment)
  if (options.kind === 'rebuild') {
    await keeper.rebuild()
    stdout('Показатели пересчитаны по журналу событий.\n')
    return 0
  }
  if (options.asOf !== null) return showAsOf(options, options.asOf, environment)
  await keeper.catchUp()
  const isChanged = await environment.calendars.haveChangedSince(options.period.to)
  const notes = [
    ...(isChanged ? [`${calendarsChanged}.`] : []),
    `Журнал до события ${await keeper.mark()}: тот же отчёт потом — с --as-of.`,
  ]
  await show(options, { ...environment, notes })
  return 0
}

type Asked = Extract<ReturnType<typeof readStatsOptions>, { readonly kind: 'figures' }>

/** An old report once more, judged at the moment at which its last event was written. */
async function showAsOf(asked: Asked, eventId: number, environment: StatsEnvironment): Promise<number> {
  const { asOf, stdout } = environment
  let out = ''
  const { at, areCalendarsOther } = await asOf.read(eventId, (reader, now) =>
    show(asked, {
      ...environment,
      reader,
      now,
      stdout: (text) => {
        out += text
      },
      notes: [],
    }),
  )
  stdout(out)
  if (asked.isJson) return 0
  stdout(`Журнал до события ${eventId}, как было ${at.toString()}.\n`)
  if (areCalendarsOther)
    stdout('Календари прошедших дней с тех пор изменили: здесь они прежние, в новых отчётах — нынешние.\n')
  return 0
}

interface Shown extends Pick<StatsEnvironment, 'stdout' | 'reader' | 'now'> {
  readonly notes: readonly string[]
}

async function show(options: Asked, { stdout, reader, now, notes }: Shown): Promise<void> {
  const { period, before, by } = options
  const read = (dates: Period): ReturnType<FigureReader['read']> =>
    reader.read({ ...dates, by, now, municipalityIds: null })
  const table = await read(period)
  const earlier = before === null ? null : await read(before)
  if (options.isRanking && earlier !== null) {
    const leagues = leaguesOf(table, earlier)
    return stdout(
      options.isJson
        ? `${JSON.stringify(leagues)}\n`
        : describeLeagues(leagues, `с ${period.from} до ${period.to}`),
    )
  }
  stdout(
    options.isJson
      ? `${JSON.stringify({ ...table, ...(earlier === null ? {} : { before: earlier }) })}\n`
      : [describeTables(table, earlier, options.clock), ...notes.map((note) => `${note}\n`)].join(''),
  )
}

/** ISO dates: from the first to before the second. */
interface Period {
  readonly from: string
  readonly to: string
}
