/** Figures over the wire. Values are by the keys of `definitions`; shares from 0 to 1, durations in seconds. */
import { z } from 'zod'
import { openLists } from '../../app/statistics/ports.ts'
import { historyLists } from '../../domain/figures/listed-tickets.ts'
import { queueItem } from './schemas.ts'

const number = z.number()
const date = z.iso.date()
const values = z.record(z.string(), number.nullable()).describe('By the keys of `definitions`')

export const groups = ['institution', 'kind', 'municipality', 'topic', 'community', 'administrator'] as const

export const figureQuery = z.object({
  from: date.optional().describe('First day; 30 days before the end when left out'),
  to: date.optional().describe('Last day; today when left out'),
  by: z.enum(groups).default('institution'),
  clock: z.enum(['wall', 'working']).default('wall'),
  member: z
    .string()
    .max(80)
    .optional()
    .describe('One row of `by`; all that the person may see when left out'),
})

export const seriesQuery = figureQuery.extend({ step: z.enum(['day', 'week', 'month']).default('day') })
export const distributionQuery = figureQuery.extend({
  of: z
    .enum(['response', 'run', 'final'])
    .default('response')
    .describe('First response (of owners: their own), every wait, or the resolution'),
})
export const heatQuery = figureQuery.extend({ of: z.enum(['received', 'late']).default('received') })
export const rankingQuery = figureQuery.pick({ from: true, to: true })
export const figureTicketsQuery = figureQuery.extend({
  kind: z.enum(['received', ...openLists, ...historyLists]).default('overdue'),
  before: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})

const period = z.object({ from: date, to: date.describe('The last day') })

export const definitions = z
  .array(
    z.object({
      key: z.string(),
      title: z.string(),
      definition: z.string().describe('For people: shown with the figure'),
      unit: z.enum(['count', 'share', 'seconds']),
      better: z.enum(['more', 'less']).nullable(),
    }),
  )
  .meta({ id: 'FigureDefinitions' })

export const summary = z
  .object({
    period,
    before: period.describe('The period it is compared with'),
    note: z
      .string()
      .nullable()
      .describe('For people: calendars of these days were changed later; null: nothing to say'),
    definitions,
    total: values,
    totalBefore: values,
    rows: z
      .array(
        z.object({
          member: z.string().describe('`-`: the coordinators, or not known'),
          title: z.string(),
          kind: z.string().nullable().describe('Of an institution: its league'),
          isFew: z.boolean().describe('«Мало данных»: no conclusions'),
          values,
          before: values.nullable(),
        }),
      )
      .describe('Most overdue first'),
  })
  .meta({ id: 'FigureSummary' })

export const series = z
  .object({
    period,
    points: z
      .array(z.object({ from: date, values }))
      .describe('Days, weeks, months without a ticket are left out'),
  })
  .meta({ id: 'FigureSeries' })

export const distribution = z
  .object({
    period,
    bands: z.array(z.object({ fromSeconds: number, toSeconds: number.nullable(), count: z.int() })),
  })
  .meta({ id: 'FigureDistribution' })

export const heatMap = z
  .object({
    period,
    hours: z.array(z.int()).length(168).describe('Counts by hour of the week, from Monday 0:00'),
  })
  .meta({ id: 'FigureHeatMap' })

export const ranking = z
  .object({
    period,
    casesMin: z.int().describe('No place on fewer cases'),
    leagues: z.array(
      z.object({
        kind: z.string(),
        places: z.array(
          z.object({
            member: z.string(),
            title: z.string(),
            cases: z.int(),
            trend: number
              .nullable()
              .describe('Change of `shrunk` against the period before; shown before the place'),
            place: z.int().nullable().describe('Null: few cases'),
            share: number.nullable(),
            shrunk: number
              .nullable()
              .describe('The share drawn towards the league, by which places are given'),
            advice: z.string(),
            praise: z.string().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'FigureRanking' })

export const figureTickets = z
  .object({ period, items: z.array(queueItem), next: z.int().nullable() })
  .meta({ id: 'FigureTickets' })

export const forecastQuery = figureQuery.pick({ by: true, member: true })
export const forecast = z
  .object({
    weeks: z.int().describe('Whole weeks before this one that it is made from'),
    hours: z.array(number).length(168).describe('Questions expected by hour of the week, from Monday 0:00'),
    duties: z.array(
      z.object({
        weekday: z.int().describe('0 is Monday'),
        fromHour: z.int(),
        toHour: z.int(),
        expected: number,
      }),
    ),
  })
  .meta({ id: 'FigureForecast' })

export const radar = z
  .object({
    pages: z
      .array(
        z.object({
          groupId: z.int(),
          title: z.string(),
          institutionId: z.int().nullable(),
          waiting: z.int(),
          silences: z.array(
            z.object({
              kind: z.enum([
                'noAdministrator',
                'nobodyReachable',
                'nobodyActive',
                'troubled',
                'pollSilent',
                'nothingAnswered',
              ]),
              sentence: z.string(),
            }),
          ),
        }),
      )
      .describe('Silent pages only; where most people wait first'),
  })
  .meta({ id: 'SilenceRadar' })
