/** What was measured, as Markdown. */
import type { LoadFigures } from '../messages/figures.ts'
import type { Usage } from '../messages/usage.ts'
import type { GrowthRun } from './growth.ts'
import type { Options } from './options.ts'
import type { RateRun, Session, StartFigures } from './session.ts'

export interface Report {
  readonly machine: string
  readonly options: Omit<Options, 'parts'> & { readonly parts: readonly string[] }
  readonly sessions: readonly Session[]
  readonly growth: readonly GrowthRun[]
}

type Row = readonly (string | number)[]

export function markdown({ machine, options, sessions, growth }: Report): string {
  return [
    `${machine}. ${options.communities} communities, windows of ${options.seconds} s after ${options.warmupSeconds} s of warm-up.`,
    startTable(sessions),
    idleTable(sessions),
    rateTable(sessions),
    stormTable(sessions),
    growthTable(growth),
    storageTable(sessions),
    evenLine(sessions),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const table = (head: Row, rows: readonly Row[]): string =>
  rows.length === 0
    ? ''
    : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

function startTable(sessions: readonly Session[]): string {
  const row = (name: string, start: StartFigures | null): readonly Row[] =>
    start === null
      ? []
      : [
          [
            name,
            secondsOf(start.heardAfterMs),
            start.heard,
            start.serverCalls,
            start.serverCallsPeak,
            start.callsInSecondPeak,
          ],
        ]
  return table(
    [
      'start',
      'all long polls open after',
      'communities heard',
      'getLongPollServer',
      'of them at one moment',
      'calls in a second, peak',
    ],
    sessions.flatMap(({ name, firstStart, secondStart }) => [
      ...row(`${name}, first`, firstStart),
      ...row(`${name}, second`, secondStart),
    ]),
  )
}

const idleTable = (sessions: readonly Session[]): string =>
  table(
    ['idle', 'RSS', 'CPU, share of a core', 'PostgreSQL', 'others, cores'],
    sessions.flatMap(({ name, idle }) =>
      idle === null
        ? []
        : [
            [
              name,
              megabytes(idle.botRssBytes),
              share(idle.botCpuSeconds, idle),
              share(idle.databaseCpuSeconds, idle),
              noise(idle),
            ],
          ],
    ),
  )

const loadHead = ['answered/s', 'p50', 'p99', 'max', 'generator late, max']
const loadCells = (load: LoadFigures): Row => [
  (load.answered / load.seconds).toFixed(0),
  ms(load.p50Ms),
  ms(load.p99Ms),
  ms(load.maxMs),
  ms(load.lagMaxMs),
]
const costHead = ['CPU ms a message: bot', 'PostgreSQL', 'RSS', 'others, cores']
const costCells = (load: LoadFigures, usage: Usage): Row => [
  perMessage(usage.botCpuSeconds, load),
  perMessage(usage.databaseCpuSeconds, load),
  megabytes(usage.botRssBytes),
  noise(usage),
]

const rateTable = (sessions: readonly Session[]): string =>
  table(
    ['offered', ...loadHead, ...costHead],
    sessions.flatMap(({ name, rates }) =>
      rates.map(({ perSecond, load, usage }: RateRun) => [
        `${name}, ${perSecond}/s`,
        ...loadCells(load),
        ...costCells(load, usage),
      ]),
    ),
  )

const stormTable = (sessions: readonly Session[]): string =>
  table(
    ['storm', 'flood answered', 'after', 'the others', ...loadHead, 'noise, cores'],
    sessions.flatMap(({ name, storm: run }) => {
      if (run === null) return []
      const { storm, usage } = run
      const flood = [`${storm.floodAnswered} of ${storm.flood}`, `${storm.floodSeconds.toFixed(1)} s`]
      return [
        [name, '', '', 'before', ...loadCells(storm.calm), ''],
        [name, ...flood, 'meanwhile', ...loadCells(storm.during), noise(usage)],
      ]
    }),
  )

const growthTable = (growth: readonly GrowthRun[]): string =>
  table(
    ['tickets before', 'citizens', 'database', ...loadHead, ...costHead, 'lost, doubled, unfinished'],
    growth.map((run) => [
      run.tickets,
      run.citizens,
      megabytes(run.databaseBytes),
      ...loadCells(run.load),
      ...costCells(run.load, run.usage),
      `${run.lost}, ${run.doubled}, ${run.unfinished}`,
    ]),
  )

/** A table that holds little yet has pages that are mostly empty: only long runs say what a row takes. */
const storageTable = (sessions: readonly Session[]): string =>
  table(
    ['left behind', 'rows a message', 'bytes a row, indexes included', 'bytes a message'],
    sessions.flatMap(({ storage }) =>
      storage === null || storage.messages === 0
        ? []
        : [
            ...storage.tables.map(({ name, rows, bytes }) => [
              name,
              (rows / storage.messages).toFixed(2),
              rows === 0 ? '–' : (bytes / rows).toFixed(0),
              (bytes / storage.messages).toFixed(0),
            ]),
            ['write-ahead log', '', '', (storage.walBytes / storage.messages).toFixed(0)],
          ],
    ),
  )

function evenLine(sessions: readonly Session[]): string {
  return sessions
    .map(({ name, check, isEven }) => {
      const books = isEven === null ? 'keeps no books' : isEven ? 'books agree' : 'NOT EVEN'
      return `${name}: ${check.said} messages, lost ${check.lost}, doubled ${check.doubled}, ${books}.`
    })
    .join(' ')
}

export const isSound = ({ sessions, growth }: Report): boolean =>
  sessions.every(({ isEven }) => isEven !== false) &&
  growth.every(({ lost, doubled, unfinished }) => lost + doubled + unfinished === 0)

const ms = (value: number): string => `${value.toFixed(0)} ms`
const secondsOf = (value: number | null): string =>
  value === null ? 'never' : `${(value / 1000).toFixed(1)} s`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const share = (cpuSeconds: number, { seconds }: Usage): string =>
  `${((cpuSeconds / seconds) * 100).toFixed(1)} %`
const perMessage = (cpuSeconds: number, { answered }: LoadFigures): string =>
  ((cpuSeconds / answered) * 1000).toFixed(2)
const noise = ({ foreignCores }: Usage): string => foreignCores.toFixed(2)
