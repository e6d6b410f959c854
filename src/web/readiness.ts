import type { Pool } from 'pg'
import { z } from 'zod'

/** What an operator asks first: does the database answer, are all communities heard, does work pile up. */
export interface Readiness {
  readonly isReady: boolean
  readonly database: 'ok' | 'unreachable'
  readonly communities: number
  /** Without a good answer of VK for longer than two polls take. */
  readonly silent: number
  /** Waiting for a person: a revoked token, a long poll that was switched off. */
  readonly troubled: number
  readonly inboxPending: number
  readonly inboxParked: number
  readonly outboxPending: number
}

const row = z.object({
  communities: z.number(),
  silent: z.number(),
  troubled: z.number(),
  inbox_pending: z.number(),
  inbox_parked: z.number(),
  outbox_pending: z.number(),
})

/** Positions are saved every ten seconds, and a quiet poll takes 25: silence of this length is a fault. */
const figures = `
select
  (select count(*)::int from communities where is_active) as communities,
  (select count(*)::int from communities c left join poll_cursors p using (group_id)
   where c.is_active and c.trouble is null and coalesce(p.polled_at, '-infinity') < now() - interval '90 seconds') as silent,
  (select count(*)::int from communities where is_active and trouble is not null) as troubled,
  (select count(*)::int from inbox where status = 'pending') as inbox_pending,
  (select count(*)::int from inbox where status = 'parked') as inbox_parked,
  (select count(*)::int from outbox where status = 'pending') as outbox_pending`

export async function readiness(pool: Pool): Promise<Readiness> {
  try {
    const { rows } = await pool.query(figures)
    const found = row.parse(rows[0])
    return {
      isReady: found.silent === 0,
      database: 'ok',
      communities: found.communities,
      silent: found.silent,
      troubled: found.troubled,
      inboxPending: found.inbox_pending,
      inboxParked: found.inbox_parked,
      outboxPending: found.outbox_pending,
    }
  } catch {
    // The answer to "are you ready" must not depend on being ready.
    const none = { communities: 0, silent: 0, troubled: 0, inboxPending: 0, inboxParked: 0, outboxPending: 0 }
    return { isReady: false, database: 'unreachable', ...none }
  }
}
