/** Figures of the transport, as Prometheus scrapes them after real traffic, and the traces of the same. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { type Tracing, startOpenTelemetry } from '../../src/open-telemetry.ts'
import { troubleReason } from '../../src/vk/community-check.ts'
import { createMetrics } from '../../src/web/metrics.ts'
import { type Listening, listen } from '../../src/web/server.ts'
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.ts'
import { webOf } from '../support/console.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

const administration = 1001

describe('metrics', () => {
  let region: TestProduct
  let web: Listening
  let collector: Collector
  let tracing: Tracing

  beforeAll(async () => {
    collector = await startCollector()
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url)
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '50')
    tracing = startOpenTelemetry({ instanceId: 'test', log: createLog('fatal') })
    region = await startTestProduct({
      createMetrics: (pool) => createMetrics(pool, troubleReason),
      tracer: tracing.tracer,
    })
    web = await listen(webOf(region), '127.0.0.1', 0)
  })
  afterAll(async () => {
    await web.stop()
    await region.stop()
    await tracing.stop()
    await collector.stop()
    vi.unstubAllEnvs()
  })

  const control = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    expect((await fetch(`${region.sandbox.url}/sandbox/${path}`, sent)).status).toBe(200)
  }

  /** Values by name with labels, as in the text that Prometheus reads. */
  const scrape = async (): Promise<ReadonlyMap<string, number>> => {
    const answer = await fetch(`${web.url}/metrics`)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('otklik_'))
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
    )
  }
  const reaches = (name: string, least: number): Promise<number> =>
    waitFor(
      async () => {
        const value = (await scrape()).get(name) ?? 0
        return value >= least && value
      },
      { what: `${name} of at least ${least}` },
    )

  it('count what comes and what is said, by kind and outcome', async () => {
    await control('faults', { kind: 'api_error', code: 10, method: 'messages.send', count: 1 })
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Мира, 4 огромная яма на дороге', {
      attachments: [await region.uploadPhoto()],
    })
    await citizen.hear(/принято|о чём вопрос/u)
    await citizen.press('Ямы и выбоины на дороге').catch(() => null)
    await citizen.hear('принято')
    await reaches('otklik_attachment_copies_total{outcome="stored"}', 1)
    // People see a message a moment before its sender knows of it.
    await reaches('otklik_outbox_sends_total{kind="message",outcome="sent"}', 2)
    await reaches('otklik_outbox_send_seconds_count', 3)

    const figures = await scrape()
    expect(figures.get('otklik_events_total{type="message_new"}')).toBeGreaterThanOrEqual(1)
    expect(figures.get('otklik_events_total{type="message_allow"}')).toBeGreaterThanOrEqual(1)
    expect(figures.get('otklik_outbox_sends_total{kind="message",outcome="sent"}')).toBeGreaterThanOrEqual(2)
    expect(figures.get('otklik_outbox_sends_total{kind="message",outcome="retry"}')).toBe(1)
    expect(figures.get('otklik_vk_errors_total{method="messages.send",code="10"}')).toBe(1)
    expect(figures.get('otklik_outbox_send_seconds_count')).toBeGreaterThanOrEqual(3)
    expect(figures.get('otklik_polls_total')).toBeGreaterThanOrEqual(1)
    expect(figures.get('otklik_attachments_pending')).toBe(0)
  })

  it('count polls that failed, by what went wrong', async () => {
    await control('faults', { kind: 'poll_failed', failed: 2, groupId: administration })
    await control('faults', { kind: 'poll_failed', failed: 1, groupId: administration })
    await control('faults', { kind: 'http', status: 502, method: 'poll', groupId: administration, count: 1 })

    await reaches('otklik_poll_failures_total{kind="failed 2"}', 1)
    await reaches('otklik_poll_failures_total{kind="failed 1"}', 1)
    await (await region.newcomer(administration)).say('Здравствуйте')
    await reaches('otklik_poll_failures_total{kind="status"}', 1)
    expect(await reaches('otklik_gaps_total', 1)).toBeGreaterThanOrEqual(1)
  })

  it('count events that nobody handles under one name', async () => {
    const { rows } = await region.pool.query<{ token: string }>(
      'SELECT token FROM communities WHERE group_id = $1',
      [administration],
    )
    const body = new URLSearchParams({ access_token: rows[0]?.token ?? '', v: '5.199', message_read: '1' })
    body.set('group_id', String(administration))
    const url = `${region.sandbox.url}/method/groups.setLongPollSettings`
    await fetch(url, { method: 'POST', body })
    const citizen = await region.newcomer(administration)

    await citizen.say('Здравствуйте')
    await citizen.hear('Здравствуйте')
    await citizen.dialog()

    expect(await reaches('otklik_events_total{type="unknown"}', 1)).toBeGreaterThanOrEqual(1)
  })

  it('follow a message from the poll to the reply in one trace, and name nobody', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('Здравствуйте')
    await citizen.hear('Здравствуйте')
    await fetch(`${web.url}/api/tickets/4711`)
    const named = (name: string, traceId?: string): CollectedSpan | undefined =>
      collector.spans.findLast((span) => span.name === name && (traceId ?? span.traceId) === span.traceId)

    // Each span comes when it has ended, the first of a trace not before its last.
    const { sent, stored, heard, scene, batch, transaction, request } = await waitFor(
      () => {
        const said = named('outbox send')
        const [storedAt, heardAs, scene] = ['poll answer stored', 'conversation', 'scene'].map((name) =>
          named(name, said?.traceId),
        )
        const batch = named('inbox batch', heardAs?.links[0]?.traceId)
        const spans = {
          sent: said,
          stored: storedAt,
          heard: heardAs,
          scene,
          batch,
          transaction: named('transaction', batch?.traceId),
          request: named('http request'),
        }
        return Object.values(spans).every((span) => span !== undefined) && spans
      },
      { what: 'the spans of a message' },
    )

    expect(sent).toMatchObject({
      parentSpanId: heard?.spanId,
      attributes: { 'otklik.method': 'messages.send', 'otklik.outcome': 'sent', 'otklik.attempt': 1 },
    })
    expect(heard).toMatchObject({
      parentSpanId: stored?.spanId,
      attributes: { 'otklik.group_id': administration, 'otklik.event_type': 'message_new' },
    })
    expect(scene?.parentSpanId).toBe(heard?.spanId)
    expect(transaction).toMatchObject({
      parentSpanId: batch?.spanId,
      attributes: { 'otklik.messages': 1 },
    })
    expect(request?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/api/tickets/:id',
      'http.response.status_code': 401,
    })
    const { rows } = await region.pool.query<{ token: string }>('select token from communities')
    const told = collector.spans.flatMap(({ attributes }) => Object.values(attributes).map(String))
    const secrets = ['Здравствуйте', '4711', String(citizen.userId), ...rows.map(({ token }) => token)]
    expect(rows.length).toBeGreaterThan(1)
    expect(told.filter((value) => secrets.some((secret) => secret !== '' && value.includes(secret)))).toEqual(
      [],
    )
  })

  it('show what waits, for how long, and who waits for a person', async () => {
    await region.pool.query(
      `INSERT INTO inbox (group_id, peer_id, type, body, vk_at, received_at)
       VALUES (999, 5, 'message_new', '{}', now(), now() - interval '90 s')`,
    )
    await region.pool.query(
      `INSERT INTO outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
       VALUES (999, 5, 'message', '{}', 5, now() - interval '70 s', now())`,
    )
    const citizen = await region.newcomer(administration)
    await control('permissions', { groupId: administration, userId: citizen.userId, allowed: false })
    await control('faults', { kind: 'api_error', code: 15, method: 'messages.send', groupId: administration })
    await (await region.newcomer(administration)).say('Здравствуйте')

    await reaches('otklik_communities_unhealthy{reason="rights"}', 1)
    const figures = await scrape()
    expect(figures.get('otklik_inbox_oldest_seconds')).toBeGreaterThanOrEqual(90)
    expect(figures.get('otklik_outbox_oldest_seconds')).toBeGreaterThanOrEqual(70)
    expect(figures.get('otklik_inbox_pending')).toBeGreaterThanOrEqual(1)
    expect(
      figures.get('otklik_outbox_sends_total{kind="message",outcome="troubled"}'),
    ).toBeGreaterThanOrEqual(1)
  })

  it('name no community, person or ticket, and stay few', async () => {
    const names = [...(await scrape()).keys()]

    expect(names.filter((name) => name.includes(String(administration)))).toEqual([])
    expect(names.length).toBeLessThan(120)
  })
})
