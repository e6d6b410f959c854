/**
 * The reading half of Open311 GeoReport v2: what is asked, and how far it is, without words, people or addresses.
 * @see https://wiki.open311.org/GeoReport_v2/ (read 2026)
 */
import { type Context, Hono } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { OpenDataStore, OpenRequest } from '../../app/open-data-ports.ts'
import { type Clock, type Instant, Temporal, addSeconds } from '../../domain/time.ts'
import { clientAddress } from '../api/client-address.ts'
import { type Format, type Listed, type OpenRecord, contentTypes, spell } from './answers.ts'

/** The standard's own bound of a period, and its default. */
const periodDaysMax = 90
const daySeconds = 86_400
const asksOfAddress = { points: 60, duration: 60 }

export interface Open311Options {
  readonly store: OpenDataStore
  readonly clock: Clock
}

const listOf = z
  .string()
  .max(4_000)
  .transform((text) => text.split(',').map((part) => part.trim()))
const numbers = listOf.transform((parts) => parts.map(Number)).pipe(z.array(z.int().positive()).max(100))
const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text))

const query = z.object({
  service_request_id: numbers.optional(),
  service_code: listOf.optional(),
  status: z.enum(['open', 'closed']).optional(),
  start_date: instant.optional(),
  end_date: instant.optional(),
})

export function createOpen311({ store, clock }: Open311Options): Hono {
  const api = new Hono()
  const limiter = new RateLimiterMemory(asksOfAddress)
  api.use(async (context, next) => {
    context.header('access-control-allow-origin', '*')
    const isAllowed = await limiter.consume(clientAddress(context)).then(
      () => true,
      () => false,
    )
    if (!isAllowed) return refuse(context, 429, 'Too many requests: at most 60 a minute.')
    return next()
  })
  api.get('/services/:file{[^/]+}', (context) => refuse(context, 404, 'Services have no attributes here.'))
  api.get('/:file{services\\.(?:json|xml)}', async (context) =>
    answer(context, { list: 'services', item: 'service', records: (await store.services()).map(service) }),
  )
  api.get('/:file{requests\\.(?:json|xml)}', async (context) => {
    const asked = query.safeParse(context.req.query())
    if (!asked.success) return refuse(context, 400, 'A parameter has another form than GeoReport v2 says.')
    const { service_request_id: ids = null, service_code: serviceCodes = null, status } = asked.data
    const period = periodOf(asked.data, clock.now())
    const isOpen = status === undefined ? null : status === 'open'
    const found = await store.requests({ ids, serviceCodes, isOpen, ...period })
    return answer(context, requestsOf(found))
  })
  api.get('/requests/:file{\\d{1,15}\\.(?:json|xml)}', async (context) => {
    const id = Number.parseInt(context.req.param('file'), 10)
    const now = clock.now()
    const found = await store.requests({ ids: [id], serviceCodes: null, isOpen: null, from: now, to: now })
    return found.length === 0
      ? refuse(context, 404, 'There is no such service request.')
      : answer(context, requestsOf(found))
  })
  api.notFound((context) => refuse(context, 404, 'There is nothing here.'))
  return api
}

/** What is older than ninety days is asked for by its dates; never more than ninety days at once. */
function periodOf(
  {
    start_date: start,
    end_date: end,
  }: { readonly start_date?: Instant | undefined; readonly end_date?: Instant | undefined },
  now: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const span = periodDaysMax * daySeconds
  const to = end ?? (start === undefined ? now : addSeconds(start, span))
  const earliest = addSeconds(to, -span)
  const from = start === undefined || Temporal.Instant.compare(start, earliest) < 0 ? earliest : start
  return { from, to }
}

const service = ({
  code,
  title,
  group,
}: Awaited<ReturnType<OpenDataStore['services']>>[number]): OpenRecord => ({
  service_code: code,
  service_name: title,
  description: title,
  metadata: false,
  type: 'realtime',
  keywords: '',
  group,
})

const requestsOf = (found: readonly OpenRequest[]): Listed => ({
  list: 'service_requests',
  item: 'request',
  records: found.map((request) => ({
    service_request_id: String(request.id),
    status: request.isOpen ? 'open' : 'closed',
    status_notes: null,
    service_name: request.serviceTitle,
    service_code: request.serviceCode,
    description: null,
    agency_responsible: request.agency,
    service_notice: null,
    requested_datetime: request.requestedAt,
    updated_datetime: request.updatedAt,
    expected_datetime: request.expectedAt,
    address: request.place,
    address_id: null,
    zipcode: null,
    lat: null,
    long: null,
    media_url: null,
  })),
})

const formatOf = (context: Context): Format => (context.req.path.endsWith('.xml') ? 'xml' : 'json')

function answer(context: Context, listed: Listed, status: 200 | 400 | 404 | 429 = 200): Response {
  const format = formatOf(context)
  context.header('content-type', contentTypes[format])
  return context.body(spell(listed, format), status)
}

const refuse = (context: Context, code: 400 | 404 | 429, description: string): Response =>
  answer(context, { list: 'errors', item: 'error', records: [{ code, description }] }, code)
