/** What waits, and for how long: read from the database at the moment of asking, so that all processes count together. */
import type { Pool } from 'pg'
import { Gauge, type Registry } from 'prom-client'
import { z } from 'zod'

/** Says in a word (`token`, `rights` …) what a sentence about a community in trouble is about. */
export type TroubleReason = (sentence: string) => string

const row = z.object({
  inbox_oldest: z.number(),
  outbox_oldest: z.number(),
  outbox_unreported: z.number(),
  attachments_pending: z.number(),
  attachments_lost: z.number(),
  troubles: z.array(z.object({ trouble: z.string(), communities: z.number() })).nullable(),
})

const figures = `
select
  coalesce((select extract(epoch from now() - min(received_at)) from inbox where status = 'pending'), 0)::float8 as inbox_oldest,
  coalesce((select extract(epoch from now() - min(created_at)) from outbox where status = 'pending'), 0)::float8 as outbox_oldest,
  (select count(*)::int from outbox where status = 'failed' and reported_at is null and ticket_id is not null) as outbox_unreported,
  (select count(*)::int from attachments where status = 'pending') as attachments_pending,
  (select count(*)::int from attachments where status in ('refused', 'failed')) as attachments_lost,
  (select json_agg(t) from (select trouble, count(*)::int as communities from communities
    where is_active and trouble is not null group by trouble) t) as troubles`

/** Fills its gauges when called; throws when the database does not answer. */
export function createQueueMetrics(
  registry: Registry,
  pool: Pool,
  reasonOf: TroubleReason,
): () => Promise<void> {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> => new Gauge({ name, help, labelNames, registers: [registry] })
  const inboxOldest = gauge('otklik_inbox_oldest_seconds', 'Age of the oldest stored event that waits')
  const outboxOldest = gauge('otklik_outbox_oldest_seconds', 'Age of the oldest message that is not sent')
  const unreported = gauge('otklik_outbox_unreported', 'Messages VK refused, about which nobody was told yet')
  const pending = gauge('otklik_attachments_pending', 'Files of tickets that are not copied yet')
  const lost = gauge('otklik_attachments_lost', 'Files of tickets of which there is no copy and will be none')
  const troubled = gauge('otklik_communities_unhealthy', 'Communities that wait for a person, by reason', [
    'reason',
  ])
  return async () => {
    const { rows } = await pool.query(figures)
    const found = row.parse(rows[0])
    inboxOldest.set(Math.max(0, found.inbox_oldest))
    outboxOldest.set(Math.max(0, found.outbox_oldest))
    unreported.set(found.outbox_unreported)
    pending.set(found.attachments_pending)
    lost.set(found.attachments_lost)
    troubled.reset()
    for (const { trouble, communities } of found.troubles ?? [])
      troubled.inc({ reason: reasonOf(trouble) }, communities)
  }
}
