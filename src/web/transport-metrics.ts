/** Counters of the transport. Labels have few values: never a community, a person or a ticket. */
import { Counter, Histogram, type Registry } from 'prom-client'
import type { TransportMeter } from '../app/transport-meter.ts'

/** From an answer in the same building to VK's time-out with its wait for a turn. */
const sendBucketsSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createTransportMetrics(registry: Registry): TransportMeter {
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> => new Counter({ name, help, labelNames, registers: [registry] })
  const polls = counter('otklik_polls_total', 'Long polls that VK answered')
  const pollFailures = counter(
    'otklik_poll_failures_total',
    'Long polls without events: no usable answer, or VK’s failed 1, 2, 3',
    ['kind'],
  )
  const events = counter('otklik_events_total', 'Events that came by long poll', ['type'])
  const gaps = counter('otklik_gaps_total', 'Times VK may have kept events from us; history is read then')
  const failures = counter('otklik_inbox_failures_total', 'Stored events whose handling failed', ['parked'])
  const sends = counter('otklik_outbox_sends_total', 'Attempts to say something, by how they ended', [
    'kind',
    'outcome',
  ])
  const seconds = new Histogram({
    name: 'otklik_outbox_send_seconds',
    help: 'Length of an attempt to say something, its wait for the token’s turn included',
    buckets: sendBucketsSeconds,
    registers: [registry],
  })
  const errors = counter('otklik_vk_errors_total', 'Calls of VK that failed, by VK’s code or the fault', [
    'method',
    'code',
  ])
  const files = counter('otklik_attachment_copies_total', 'Attempts to copy a file of a ticket', ['outcome'])
  return {
    polled: () => polls.inc(),
    pollFailed: (kind) => pollFailures.inc({ kind }),
    eventCame: (type) => events.inc({ type }),
    gapNoticed: () => gaps.inc(),
    eventFailed: (isParked) => failures.inc({ parked: String(isParked) }),
    sent: (kind, outcome, length) => {
      sends.inc({ kind, outcome })
      seconds.observe(length)
    },
    callFailed: (method, code) => errors.inc({ method, code: String(code) }),
    fileCopied: (outcome) => files.inc({ outcome }),
  }
}
