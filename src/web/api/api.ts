/** The HTTP API of the console under /api, and its description made from the same schemas. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import type { Api, ApiEnv, ApiParts } from './context.ts'
import { addBotTextRoutes } from './bot-text-routes.ts'
import { addCorrectionRoutes } from './correction-routes.ts'
import { addDirectoryRoutes } from './directory-routes.ts'
import { docsPage } from './docs-page.ts'
import { addEventStream } from './event-stream.ts'
import { requireOwnOrigin, requireSession } from './guard.ts'
import { ApiProblem } from './problems.ts'
import { addJournalRoutes } from './journal-routes.ts'
import { addModelRoutes } from './model-routes.ts'
import { addQualityRoutes } from './quality-routes.ts'
import { addQueueRoutes } from './queue-routes.ts'
import { addMapRoutes } from './map-routes.ts'
import type { Problem } from './schemas.ts'
import { addSessionRoutes, addSignInRoutes } from './session-routes.ts'
import { addStatisticsRoutes } from './statistics-routes.ts'
import { addTicketRoutes } from './ticket-routes.ts'
import { addVkIdRoutes } from './vk-id-routes.ts'
import { addWritingRoutes } from './writing-routes.ts'

/** An answer of ten thousand characters takes 20 kB, 60 kB written with escapes. */
const bodyBytesMax = 100_000

/** A table of a million characters, as `importBody` allows. */
const fileBytesMax = 3_000_000

const info = { title: 'Отклик', version: '1', description: 'The desk: queue, tickets, live changes' }

export function createApi(parts: ApiParts & { readonly onFault: (error: Error) => void }): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new ApiProblem(400, 'badRequest', firstSentence(result.error))
    },
  })
  api.onError((error, context) => {
    if (error instanceof ApiProblem) return context.json(error.problem, error.status)
    if (isOfClient(error)) return context.json(unreadable, 400)
    parts.onFault(error)
    return context.json(broken, 500)
  })
  api.notFound((context) => context.json(nothingHere, 404))
  api.use(async (context, next) => {
    // Words of people: no cache on the way keeps them.
    context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
    await next()
  })
  const [usual, ofFiles] = [bodyBytesMax, fileBytesMax].map((maxSize) =>
    bodyLimit({ maxSize, onError: refuseLong }),
  )
  api.use(
    (context, next) =>
      (context.req.path.endsWith('/directory/imports') ? ofFiles : usual)?.(context, next) ?? next(),
  )
  api.use(requireOwnOrigin(parts))
  addDocs(api)
  addSignInRoutes(api, parts)
  addVkIdRoutes(api, parts)
  api.use(requireSession(parts))
  addSessionRoutes(api, parts)
  addQueueRoutes(api, parts)
  addTicketRoutes(api, parts)
  addStatisticsRoutes(api, parts)
  addQualityRoutes(api, parts)
  addModelRoutes(api, parts)
  addWritingRoutes(api, parts)
  addDirectoryRoutes(api, parts)
  addCorrectionRoutes(api, parts)
  addBotTextRoutes(api, parts)
  addMapRoutes(api, parts)
  addJournalRoutes(api, parts)
  addEventStream(api, parts)
  return api
}

function addDocs(api: Api): void {
  const describe = () => api.getOpenAPI31Document({ openapi: '3.1.0', info, servers: [{ url: '/api' }] })
  api.get('/docs', (context) => {
    context.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    return context.html(docsPage(describe()))
  })
  api.get('/docs/openapi.json', (context) => context.json(describe()))
}

const refuseLong = (): never => {
  throw new ApiProblem(413, 'tooLong', 'Текст слишком длинный. Сократите его или пришлите документом.')
}

/** Our own sentence when the schema has one; the library's are English and for programs. */
function firstSentence(error: z.ZodError): string {
  const own = error.issues.map(({ message }) => message).find((message) => /[а-я]/iu.test(message))
  return own ?? 'Запрос заполнен неверно. Проверьте поля и попробуйте ещё раз.'
}

/** Thrown by hono for a body that is no JSON. */
const isOfClient = (error: Error): boolean => 'status' in error && error.status === 400

const unreadable = { kind: 'badRequest', message: 'Запрос не читается.' } satisfies Problem
const broken = {
  kind: 'fault',
  message: 'У нас что-то сломалось. Попробуйте ещё раз; текст на этой странице не пропал.',
} satisfies Problem
const nothingHere = { kind: 'notFound', message: 'Здесь ничего нет.' } satisfies Problem
