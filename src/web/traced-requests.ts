/** Requests of the console, told to the tracer by their route: the address itself may name a ticket or a person. */
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { type Tracer, alone } from '../app/tracer.ts'

export const traceRequests =
  (tracer: Tracer): MiddlewareHandler =>
  (context, next) => {
    const facts = () => ({ 'http.request.method': context.req.method })
    return tracer.span({ name: 'http request', after: alone, facts }, async (span) => {
      await next()
      // Whatever is put before routes stands for all methods.
      const route = matchedRoutes(context).findLast(({ method }) => method !== 'ALL')
      span.note({
        'http.route': route?.path ?? '',
        'http.response.status_code': context.res.status,
      })
    })
  }
