/** Prometheus metrics: the process itself, what passed through it, and what waits in the queues at the moment of asking. */
import type { Pool } from 'pg'
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { TransportMeter } from '../app/transport-meter.ts'
import { type TroubleReason, createQueueMetrics } from './queue-metrics.ts'
import { readiness } from './readiness.ts'
import { createTransportMetrics } from './transport-metrics.ts'

export interface Metrics {
  readonly contentType: string
  /** For those who carry messages. */
  readonly transport: TransportMeter
  text(): Promise<string>
}

export function createMetrics(pool: Pool, reasonOf: TroubleReason): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] })
  const gauges = {
    communities: gauge('otklik_communities', 'Communities that are served'),
    silent: gauge('otklik_communities_silent', 'Communities without a good answer of VK for 90 seconds'),
    troubled: gauge('otklik_communities_troubled', 'Communities that wait for a person'),
    inboxPending: gauge('otklik_inbox_pending', 'Stored events that are not handled yet'),
    inboxParked: gauge('otklik_inbox_parked', 'Events that could not be handled'),
    outboxPending: gauge('otklik_outbox_pending', 'Messages that are not sent yet'),
  } as const
  const readQueues = createQueueMetrics(registry, pool, reasonOf)
  return {
    contentType: registry.contentType,
    transport: createTransportMetrics(registry),
    async text() {
      const state = await readiness(pool)
      if (state.database === 'ok') {
        gauges.communities.set(state.communities)
        gauges.silent.set(state.silent)
        gauges.troubled.set(state.troubled)
        gauges.inboxPending.set(state.inboxPending)
        gauges.inboxParked.set(state.inboxParked)
        gauges.outboxPending.set(state.outboxPending)
        await readQueues().catch(ignoreLostDatabase)
      }
      return registry.metrics()
    },
  }
}

/** It went away in between; the counters of this process are worth showing all the same. */
const ignoreLostDatabase = (): void => {}
