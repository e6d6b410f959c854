/** Parts on the way of a message, with what passes counted and told to the tracer. */
import type { Store } from './app/ports.ts'
import { noTracer } from './app/tracer.ts'
import { traceWrites } from './app/traced-inbox.ts'
import { traceRandomIds, traceSender, traceStored } from './app/traced-transport.ts'
import { noMeter } from './app/transport-meter.ts'
import type { StorePoll, VkSender } from './app/transport-ports.ts'
import type { ProductOptions } from './compose.ts'
import type { PrismaClient } from './db/generated/client.ts'
import { createStore } from './db/store.ts'
import { meterSender, meterStored } from './vk/metered.ts'

type Watching = Pick<ProductOptions, 'meter' | 'tracer'>

export function createWatchedStore(
  { pool, instanceId, secrets, tracer = noTracer }: ProductOptions,
  prisma: PrismaClient,
): Store {
  if (tracer === noTracer) return createStore({ pool, prisma, instanceId, randomId: secrets.randomId })
  const randomId = traceRandomIds(secrets.randomId, tracer)
  return traceWrites(createStore({ pool, prisma, instanceId, randomId }), tracer)
}

export const watchSender = (
  { meter = noMeter, tracer = noTracer }: Watching,
  sender: VkSender,
  nowMs: () => number,
): VkSender => traceSender(meterSender(sender, meter, nowMs), tracer)

export const watchStored = ({ meter = noMeter, tracer = noTracer }: Watching, store: StorePoll): StorePoll =>
  traceStored(meterStored(store, meter), tracer)
