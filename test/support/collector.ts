/** A collector of traces: takes over real HTTP what an exporter of OpenTelemetry sends, as JSON. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.coerce.number().optional(),
  arrayValue: z.object({ values: z.array(z.looseObject({})).default([]) }).optional(),
})

const attributes = z
  .array(z.object({ key: z.string(), value }))
  .default([])
  .transform((list) =>
    Object.fromEntries(
      list.map(({ key, value }) => [
        key,
        value.stringValue ?? value.intValue ?? JSON.stringify(value.arrayValue),
      ]),
    ),
  )

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  name: z.string(),
  attributes,
  links: z.array(z.object({ traceId: z.string() })).default([]),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
})

const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
})

export type CollectedSpan = z.infer<typeof span> & {
  readonly resource: Readonly<Record<string, string | number | undefined>>
}

export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string
  /** All that came so far. */
  readonly spans: readonly CollectedSpan[]
  stop(): Promise<void>
}

/** `hangs`: takes connections and never answers. */
export async function startCollector({ hangs = false } = {}): Promise<Collector> {
  const spans: CollectedSpan[] = []
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { resourceSpans } = exported.parse(await json(request))
      for (const { resource, scopeSpans } of resourceSpans)
        for (const found of scopeSpans.flatMap((scope) => scope.spans))
          spans.push({ ...found, resource: resource.attributes })
      if (!hangs) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    }
    answer().catch(() => response.writeHead(400).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
