/**
 * The tracer on OpenTelemetry's own SDK: spans leave in the background, in groups, as JSON over HTTP. Where to, how often
 * and which of them is read by the SDK from the OTEL_ variables. Imported only when a collector is named.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { type Context, ROOT_CONTEXT, type SpanContext, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base'
import type { Log } from './app/transport-ports.ts'
import type { SpanFacts, SpanStart, TracePoint, Tracer } from './app/tracer.ts'

export interface TracingOptions {
  /** Tells processes of one installation apart. */
  readonly instanceId: string
  readonly log: Log
  /** What has not left by then is lost: a stop does not wait for a collector. */
  readonly stopTimeoutMs?: number
}

export interface Tracing {
  readonly tracer: Tracer
  /** Sends what waits, within its bound, and never fails. */
  readonly stop: () => Promise<void>
}

/** A part of the ten seconds that a stop may take. */
const stopTimeoutUsualMs = 1_000
/** Places to go on from: a minute of a hundred messages a second. */
const keptMax = 10_000

export function startOpenTelemetry({
  instanceId,
  log,
  stopTimeoutMs = stopTimeoutUsualMs,
}: TracingOptions): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'otklik', 'service.instance.id': instanceId })
  const provider = new BasicTracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(tellingOfLoss(new OTLPTraceExporter(), log))],
  })
  return {
    tracer: createTracer(provider),
    async stop() {
      const ended = provider.shutdown().catch((error: unknown) => {
        log.warn({ err: error }, 'the last traces did not reach the collector')
      })
      await Promise.race([ended, delay(stopTimeoutMs, undefined, { ref: false })])
    },
  }
}

function createTracer(provider: BasicTracerProvider): Tracer {
  const spans = provider.getTracer('otklik')
  const active = new AsyncLocalStorage<Context>()
  const places = new Places()
  const parentOf = ({ after }: SpanStart): Context => {
    if (after === undefined) return active.getStore() ?? ROOT_CONTEXT
    const point = after()
    return point === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf(point))
  }
  return {
    async span(start, work) {
      const { name, facts, beside = null } = start
      const links = beside === null ? [] : [{ context: contextOf(beside) }]
      const parent = parentOf(start)
      const span = spans.startSpan(name, { attributes: attributesOf(facts?.() ?? {}), links }, parent)
      try {
        return await active.run(trace.setSpan(parent, span), () =>
          work({ note: (noted) => void span.setAttributes(attributesOf(noted)) }),
        )
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(error) })
        throw error
      } finally {
        span.end()
      }
    },
    here() {
      const context = active.getStore()
      return context === undefined ? null : (trace.getSpanContext(context) ?? null)
    },
    keep: (key, point) => places.keep(key, point),
    kept: (key) => places.kept(key),
  }
}

/** Those with a name are bounded; those of an object go with it. */
class Places {
  readonly #named = new Map<string, TracePoint>()
  readonly #ofObjects = new WeakMap<object, TracePoint>()

  keep(key: string | object, point: TracePoint | null): void {
    if (point === null) return
    if (typeof key !== 'string') {
      this.#ofObjects.set(key, point)
      return
    }
    this.#named.delete(key)
    this.#named.set(key, point)
    const [oldest] = this.#named.keys()
    if (this.#named.size > keptMax && oldest !== undefined) this.#named.delete(oldest)
  }

  kept(key: string | object): TracePoint | null {
    return (typeof key === 'string' ? this.#named.get(key) : this.#ofObjects.get(key)) ?? null
  }
}

const contextOf = ({ traceId, spanId, traceFlags }: TracePoint): SpanContext => ({
  traceId,
  spanId,
  traceFlags,
})

/** The SDK takes arrays that it might change. */
const attributesOf = (facts: SpanFacts) =>
  Object.fromEntries(
    Object.entries(facts).map(
      ([name, value]) => [name, typeof value === 'object' ? [...value] : value] as const,
    ),
  )

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error')

/** Says once that traces are lost, and once that they arrive again: a collector that is away must not fill the log. */
function tellingOfLoss(exporter: SpanExporter, log: Log): SpanExporter {
  let isLost = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const isFailure = result.error !== undefined
        if (isFailure && !isLost) log.warn({ err: result.error }, 'traces do not reach the collector')
        if (!isFailure && isLost) log.info({}, 'traces reach the collector again')
        isLost = isFailure
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  }
}
