import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Collector, startCollector } from '../test/support/collector.ts'
import { startOpenTelemetry } from './open-telemetry.ts'

/** Nobody listens on it: reserved, and never given to anybody. */
const closedUrl = 'http://127.0.0.1:1'

describe('traces', () => {
  let collector: Collector | null = null
  afterEach(async () => {
    vi.unstubAllEnvs()
    await collector?.stop()
    collector = null
  })

  const start = (url: string, stopTimeoutMs = 2_000) => {
    const warnings: string[] = []
    const log = {
      info: () => {},
      warn: (_facts: object, message: string) => warnings.push(message),
      error: () => {},
    }
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', url)
    vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '100')
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '20')
    vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment.name=test')
    return { warnings, ...startOpenTelemetry({ instanceId: 'one', log, stopTimeoutMs }) }
  }

  it('tell the name of a failure and nothing of its words, and what is in it, as JSON over HTTP', async () => {
    collector = await startCollector()
    const { tracer, stop } = start(collector.url)
    const failure = new TypeError('Мария Петрова, улица Мира, 4')

    const outer = tracer.span(
      { name: 'outer', facts: () => ({ 'otklik.group_ids': ['1001', '1002'] }) },
      () => tracer.span({ name: 'inner' }, () => Promise.reject(failure)),
    )

    await expect(outer).rejects.toBe(failure)
    await stop()
    const [inner, whole] = ['inner', 'outer'].map((name) =>
      collector?.spans.find((span) => span.name === name),
    )
    expect(inner).toMatchObject({
      traceId: whole?.traceId,
      parentSpanId: whole?.spanId,
      status: { message: 'TypeError' },
      resource: {
        'service.name': 'otklik',
        'service.instance.id': 'one',
        'deployment.environment.name': 'test',
      },
    })
    expect(whole?.attributes['otklik.group_ids']).toContain('1002')
    expect(JSON.stringify(collector.spans)).not.toContain('Мария')
  })

  it('forget the oldest places to go on from', async () => {
    const { tracer, stop } = start(closedUrl, 0)
    const point = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 }
    const draft = {}

    for (let index = 0; index <= 10_000; index += 1) tracer.keep(`said ${index}`, point)
    tracer.keep(draft, point)

    expect([tracer.kept('said 0'), tracer.kept('said 1'), tracer.kept(draft)]).toEqual([null, point, point])
    expect(tracer.here()).toBeNull()
    await stop()
  })

  it.each([
    ['is not there', () => Promise.resolve(closedUrl)],
    [
      'never answers',
      async () => {
        collector = await startCollector({ hangs: true })
        return collector.url
      },
    ],
  ])('hold up neither work nor a stop when the collector %s, and say so once', async (_what, urlOf) => {
    const { tracer, stop, warnings } = start(await urlOf(), 300)
    const startedMs = performance.now()

    const done: number[] = []
    for (let index = 0; index < 3_000; index += 1)
      done.push(await tracer.span({ name: 'work' }, () => Promise.resolve(index)))

    const workedMs = performance.now() - startedMs
    await vi.waitFor(() => expect(warnings).toEqual(['traces do not reach the collector']), 15_000)
    await tracer.span({ name: 'work' }, () => Promise.resolve())
    const stoppingMs = performance.now()
    await stop()

    expect(done).toHaveLength(3_000)
    // One of them takes some microseconds; waits for the collector would be a hundred milliseconds each, five minutes in all.
    expect(workedMs).toBeLessThan(15_000)
    expect(performance.now() - stoppingMs).toBeLessThan(5_000)
    expect(warnings.filter((words) => words === 'traces do not reach the collector')).toHaveLength(1)
  })
})
