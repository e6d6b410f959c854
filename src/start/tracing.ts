/** Traces: unless a collector is named nobody listens, and the SDK of OpenTelemetry is not loaded. */
import { noTracer } from '../app/tracer.ts'
import type { Log } from '../app/transport-ports.ts'
import { type Config, shareWithOpenTelemetry } from '../config.ts'
import type { Tracing } from '../open-telemetry.ts'

export async function startTracing(
  { openTelemetry }: Pick<Config, 'openTelemetry'>,
  options: { readonly instanceId: string; readonly log: Log },
): Promise<Tracing> {
  if (openTelemetry === null) return { tracer: noTracer, stop: () => Promise.resolve() }
  shareWithOpenTelemetry(openTelemetry)
  const { startOpenTelemetry } = await import('../open-telemetry.ts')
  return startOpenTelemetry(options)
}
