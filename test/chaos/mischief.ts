/** Draws what goes wrong, and makes it go wrong. */
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { ChaosWorld } from './chaos-world.ts'
import type { Draw } from './draw.ts'
import { drawFault, drawPoison } from './faults.ts'
import type { Ledger } from './ledger.ts'
import type { ProductKeeper } from './product-keeper.ts'

export interface MischiefOptions {
  readonly world: ChaosWorld
  readonly draw: Draw
  readonly ledger: Ledger
  readonly signal: AbortSignal
  readonly pace: Pace
}

/** Bounds of what is drawn, in milliseconds. */
export interface Pace {
  /** From a ready product to its death. */
  readonly lifeMs: readonly [low: number, high: number]
  readonly faultMs: readonly [low: number, high: number]
  readonly connectionsMs: readonly [low: number, high: number]
  readonly databaseMs: readonly [low: number, high: number]
  readonly vkMs: readonly [low: number, high: number]
}

/** Faults at one time: more of them would leave nothing that works. */
const faultsMax = 4
const usualStartMs = 2_500
const deathMs = 50

/** Until the signal: the product dies, VK misbehaves, the database goes away. Ends with everything made good. */
export async function makeMischief(options: MischiefOptions): Promise<void> {
  const { world, pace, draw } = options
  await Promise.all([
    ...world.products.map((product) => endLives(options, product, draw.branch())),
    repeat(options, pace.faultMs, draw.branch(), (own) => spoilVk(options, own)),
    repeat(options, pace.connectionsMs, draw.branch(), (own) => dropConnections(options, own)),
    repeat(options, pace.databaseMs, draw.branch(), (own) => restartDatabase(options, own)),
    repeat(options, pace.vkMs, draw.branch(), () => restartVk(options)),
  ])
  await world.vk.control('faults', undefined, 'DELETE')
}

async function repeat(
  { signal }: MischiefOptions,
  [low, high]: readonly [number, number],
  draw: Draw,
  play: (draw: Draw) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await delay(draw.between(low, high), undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) await play(draw)
  }
}

/** Mostly some time after it was ready, sometimes in the middle of its start; now and then an orderly stop. */
async function endLives(
  { pace, signal }: MischiefOptions,
  product: ProductKeeper,
  draw: Draw,
): Promise<void> {
  while (!signal.aborted) {
    if (!draw.chance(0.1)) await untilReady(product, signal)
    const [low, high] = pace.lifeMs
    // On a slow machine a life is as much longer as a start: otherwise nothing would be done in it.
    const lifeMs = draw.between(low, high) * Math.max(1, product.startMs / usualStartMs)
    await delay(lifeMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    if (draw.chance(0.06)) product.terminate()
    else product.kill(draw.chance(0.7) ? 0 : draw.between(0, 2_000))
    // It is seen dead before the next is waited for.
    await delay(deathMs)
  }
}

async function untilReady(product: ProductKeeper, signal: AbortSignal): Promise<void> {
  while (!product.isReady && !signal.aborted) await delay(20)
}

async function spoilVk({ world, ledger }: MischiefOptions, draw: Draw): Promise<void> {
  const { vk } = world
  const { communities } = await vk.state()
  if (draw.chance(0.1)) {
    await vk.control('events', drawPoison(draw, communities))
    return ledger.note('poison')
  }
  const fault = drawFault(draw, communities)
  const active = faultsOf(await vk.control('faults'))
  const [oldest] = active
  if (active.length >= faultsMax && oldest !== undefined)
    await vk.control(`faults?faultId=${oldest}`, undefined, 'DELETE')
  await vk.control('faults', fault)
  ledger.note('fault', `fault ${JSON.stringify(fault)}`)
}

async function dropConnections({ world, ledger, signal }: MischiefOptions, draw: Draw): Promise<void> {
  await mostlyAlive(world, signal, draw)
  if (signal.aborted) return
  // While the database restarts there is nothing to drop.
  const count = await world.dropConnections(draw.chance(0.5)).catch(() => 0)
  if (count > 0) ledger.note('connections dropped', `${count} connections dropped`)
}

async function restartDatabase({ world, ledger, signal }: MischiefOptions, draw: Draw): Promise<void> {
  await mostlyAlive(world, signal, draw)
  if (signal.aborted) return
  const how = draw.chance(0.5) ? 'SIGQUIT' : 'SIGINT'
  ledger.note('database restart', `the database restarts (${how})`)
  await world.restartDatabase(how)
}

/**
 * Until a product is ready, four times of five: a start without its database is refused, and on a slow machine a
 * product whose every start is refused would live through nothing else.
 */
async function mostlyAlive({ products }: ChaosWorld, signal: AbortSignal, draw: Draw): Promise<void> {
  if (draw.chance(0.2)) return
  while (!products.some(({ isReady }) => isReady) && !signal.aborted) await delay(20)
}

async function restartVk({ world, ledger }: MischiefOptions): Promise<void> {
  ledger.note('VK restart', 'VK restarts')
  await world.vk.stop()
  await world.vk.start()
}

const faultList = z.object({ faults: z.array(z.object({ faultId: z.number() })) })

function faultsOf(answer: unknown): readonly number[] {
  return faultList.parse(answer).faults.map(({ faultId }) => faultId)
}
