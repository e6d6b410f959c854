/** Figures for the console. */
import { createRoute } from '@hono/zod-openapi'
import * as figures from '../../app/console/show-figures.ts'
import { showRanking } from '../../app/console/show-ranking.ts'
import { showSilence } from '../../app/console/show-silence.ts'
import { figureDefinitions } from '../../app/statistics/figure-definitions.ts'
import type { DateRange } from '../../app/statistics/period.ts'
import { casesMin } from '../../domain/figures/ranking.ts'
import type { Result } from '../../domain/result.ts'
import { Temporal } from '../../domain/time.ts'
import type { Api, ApiParts } from './context.ts'
import { presentListed } from './present-tickets.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, problems } from './route-parts.ts'
import * as schemas from './statistics-schemas.ts'

const refused = problems(400, 401, 403)

const summaryRoute = createRoute({
  method: 'get',
  path: '/statistics/summary',
  summary: 'Figures of a period beside the period before, in total and by member, with their definitions',
  request: { query: schemas.figureQuery },
  responses: { 200: jsonAnswer(schemas.summary), ...refused },
})
const seriesRoute = createRoute({
  method: 'get',
  path: '/statistics/series',
  summary: 'Figures by day, week or month',
  request: { query: schemas.seriesQuery },
  responses: { 200: jsonAnswer(schemas.series), ...refused },
})
const distributionRoute = createRoute({
  method: 'get',
  path: '/statistics/distribution',
  summary: 'How many answers took how long',
  request: { query: schemas.distributionQuery },
  responses: { 200: jsonAnswer(schemas.distribution), ...refused },
})
const heatRoute = createRoute({
  method: 'get',
  path: '/statistics/heatmap',
  summary: 'Hour × weekday, in the zone of the region',
  request: { query: schemas.heatQuery },
  responses: { 200: jsonAnswer(schemas.heatMap), ...refused },
})
const rankingRoute = createRoute({
  method: 'get',
  path: '/statistics/ranking',
  summary: 'Leagues of like institutions: trend, place, one piece of advice, praise',
  request: { query: schemas.rankingQuery },
  responses: { 200: jsonAnswer(schemas.ranking), ...refused },
})
const ticketsRoute = createRoute({
  method: 'get',
  path: '/statistics/tickets',
  summary: 'The tickets behind a figure, newest first, as far as the person may read them',
  request: { query: schemas.figureTicketsQuery },
  responses: { 200: jsonAnswer(schemas.figureTickets), ...refused },
})

const forecastRoute = createRoute({
  method: 'get',
  path: '/statistics/forecast',
  summary: 'What next week may bring, hour by hour, and when somebody should be there',
  request: { query: schemas.forecastQuery },
  responses: { 200: jsonAnswer(schemas.forecast), ...refused },
})
const radarRoute = createRoute({
  method: 'get',
  path: '/statistics/radar',
  summary: 'Pages that have fallen silent, and why; for coordinators and observers',
  responses: { 200: jsonAnswer(schemas.radar), ...problems(401, 403) },
})

export function addStatisticsRoutes(api: Api, { console }: ApiParts): void {
  const { figures: showing } = console
  const periodOf = (asked: Dates): DateRange => readPeriod(asked, today(console))
  api.openapi(summaryRoute, async (context) => {
    const query = context.req.valid('query')
    const period = periodOf(query)
    const found = allowed(await figures.showSummary(showing, context.get('signedIn'), { ...query, period }))
    const { note, total, totalBefore, before } = found
    const rows = found.rows.map((row) => ({ ...row, isFew: (row.values['received'] ?? 0) < casesMin }))
    const periods = { period: spell(period), before: spell(before) }
    return context.json(
      { ...periods, note, definitions: [...figureDefinitions], total, totalBefore, rows },
      200,
    )
  })
  api.openapi(seriesRoute, async (context) => {
    const query = context.req.valid('query')
    const period = periodOf(query)
    const points = allowed(await figures.showSeries(showing, context.get('signedIn'), { ...query, period }))
    return context.json({ period: spell(period), points: [...points] }, 200)
  })
  api.openapi(distributionRoute, async (context) => {
    const query = context.req.valid('query')
    const period = periodOf(query)
    const asked = { ...query, period }
    const bands = allowed(await figures.showDistribution(showing, context.get('signedIn'), asked))
    return context.json({ period: spell(period), bands: [...bands] }, 200)
  })
  api.openapi(heatRoute, async (context) => {
    const query = context.req.valid('query')
    const period = periodOf(query)
    const hours = allowed(await figures.showHeatMap(showing, context.get('signedIn'), { ...query, period }))
    return context.json({ period: spell(period), hours: [...hours] }, 200)
  })
  addLists(api, { console })
  addOutlook(api, { console })
}

function addLists(api: Api, { console }: Pick<ApiParts, 'console'>): void {
  const { figures: showing } = console
  api.openapi(rankingRoute, async (context) => {
    const period = readPeriod(context.req.valid('query'), today(console))
    const leagues = await showRanking(showing, context.get('signedIn'), period)
    const shown = leagues.map(({ kind, places }) => ({ kind, places: [...places] }))
    return context.json({ period: spell(period), casesMin, leagues: shown }, 200)
  })
  api.openapi(ticketsRoute, async (context) => {
    const query = context.req.valid('query')
    const period = readPeriod(query, today(console))
    const asked = { ...query, period, before: query.before ?? null }
    const worker = context.get('signedIn')
    const found = allowed(await figures.showFigureTickets(showing, worker, asked))
    const items = found.tickets.map((one) => presentListed(one, worker.member, console.listing.clock.now()))
    return context.json({ period: spell(period), items, next: found.next }, 200)
  })
}

function addOutlook(api: Api, { console }: Pick<ApiParts, 'console'>): void {
  api.openapi(forecastRoute, async (context) => {
    const query = context.req.valid('query')
    const { hours, duties, weeks } = allowed(
      await figures.showForecast(console.figures, context.get('signedIn'), query),
    )
    return context.json({ weeks, hours: [...hours], duties: [...duties] }, 200)
  })
  api.openapi(radarRoute, async (context) => {
    const found = await showSilence(console.figures, context.get('signedIn'))
    if (!found.ok) throw new ApiProblem(403, 'notCoordinator', 'Это видят координаторы и наблюдатели.')
    const pages = found.value.map((page) => ({ ...page, silences: [...page.silences] }))
    return context.json({ pages }, 200)
  })
}

interface Dates {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const usualDays = 30
const daysMax = 800

const today = ({ listing }: ApiParts['console']): Temporal.PlainDate =>
  listing.clock.now().toZonedDateTimeISO(listing.timeZone).toPlainDate()

function readPeriod({ from, to }: Dates, lastDay: Temporal.PlainDate): DateRange {
  const end = (to === undefined ? lastDay : Temporal.PlainDate.from(to)).add({ days: 1 })
  const start = from === undefined ? end.subtract({ days: usualDays }) : Temporal.PlainDate.from(from)
  if (Temporal.PlainDate.compare(start, end) >= 0)
    throw new ApiProblem(400, 'badPeriod', 'Начало периода позже его конца. Поменяйте даты местами.')
  if (start.until(end).days > daysMax)
    throw new ApiProblem(400, 'longPeriod', 'Период длиннее двух лет. Возьмите короче.')
  return { from: start, to: end }
}

const spell = ({ from, to }: DateRange): { from: string; to: string } => ({
  from: from.toString(),
  to: to.subtract({ days: 1 }).toString(),
})

function allowed<Value>(result: Result<Value, figures.FigureRefusal>): Value {
  if (result.ok) return result.value
  throw result.refusal.kind === 'notGrouped'
    ? new ApiProblem(403, 'notGrouped', 'Этот срез видит координатор области. Выберите другой.')
    : new ApiProblem(403, 'notYours', 'Эти показатели не ваши. Выберите своё учреждение.')
}
