import { z } from 'zod'
import type { FaultAction } from '../faults/fault.ts'
import type { World } from '../world/world.ts'
import { groupId } from './find.ts'
import { parseInput } from './refusal.ts'

const when = z.enum(['before', 'after']).default('before')

const action = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('api_error'),
    code: z.int().positive(),
    message: z.string().optional(),
    subcode: z.int().optional(),
  }),
  z.object({
    kind: z.literal('http'),
    status: z.int().min(400).max(599),
    body: z.string().optional(),
    contentType: z.string().optional(),
  }),
  z.object({ kind: z.literal('drop'), when }),
  z.object({ kind: z.literal('truncate') }),
  z.object({ kind: z.literal('latency'), ms: z.int().min(0).max(600_000), when }),
  z.object({
    kind: z.literal('poll_failed'),
    failed: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    ts: z.int().optional(),
  }),
  z.object({ kind: z.literal('poll_repeat'), events: z.int().positive().default(10) }),
  z.object({ kind: z.literal('key_expiry') }),
  z.object({ kind: z.literal('crop') }),
  z.object({ kind: z.literal('stall'), ms: z.int().min(0).max(600_000) }),
  z.object({
    kind: z.literal('quota'),
    calls: z.int().min(0),
    perSeconds: z.int().positive().max(86_400).default(3600),
  }),
  z.object({ kind: z.literal('poll_reverse') }),
  z.object({ kind: z.literal('poll_duplicate') }),
  z.object({ kind: z.literal('clock_skew'), seconds: z.int().min(-86_400).max(86_400) }),
])

const scope = z.object({
  groupId: groupId.optional(),
  method: z.string().min(1).optional(),
  count: z.int().positive().optional(),
  skip: z.int().min(0).default(0),
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().optional(),
})

/** Faults of polls happen once unless asked otherwise: one that repeats for ever would only spin the client. */
const onceByDefault: ReadonlySet<FaultAction['kind']> = new Set([
  'poll_failed',
  'poll_repeat',
  'poll_reverse',
  'poll_duplicate',
  'key_expiry',
])

const restart = z.object({ kind: z.literal('restart'), downMs: z.int().min(0).max(600_000).default(0) })

/** Adds a fault. Open polls look again, so that a fault of polls does not wait for the next one. */
export function addFault(world: World, body: unknown): unknown {
  const restarting = restart.safeParse(body)
  if (restarting.success) {
    world.restart(restarting.data.downMs)
    return { restarts: true }
  }
  const asked = parseInput(action, body)
  const where = parseInput(scope, body)
  const faultId = world.faults.add({
    action: asked,
    groupId: where.groupId ?? null,
    method: where.method ?? null,
    count: where.count ?? (onceByDefault.has(asked.kind) && where.probability === 1 ? 1 : null),
    skip: where.skip,
    probability: where.probability,
    seed: where.seed ?? null,
  })
  for (const community of world.communities.values()) {
    if (where.groupId === undefined || where.groupId === community.groupId) community.longPoll.wake()
  }
  return { faultId }
}

const removal = z.object({ faultId: z.coerce.number().int().positive().optional() })

/** One fault by `?faultId=`, or all of them. */
export function removeFaults(world: World, query: unknown): unknown {
  const { faultId } = parseInput(removal, query)
  if (faultId === undefined) world.faults.clear()
  else world.faults.remove(faultId)
  return { faults: showFaults(world) }
}

export function listFaults(world: World): unknown {
  return { faults: showFaults(world) }
}

function showFaults(world: World): unknown {
  return world.faults.list().map(({ id, hits, rule }) => {
    const { action, ...where } = rule
    return { faultId: id, hits, ...action, ...where }
  })
}
