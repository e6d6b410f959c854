/** Plays a flow again and again, each time killing the product at another of its steps, and compares what is left. */
import type { CrashWorld } from '../support/crash-world.ts'

export interface Flow<Story> {
  /** Plays it to the end for a person of its own, whose number it returns. */
  readonly play: (world: CrashWorld) => Promise<number>
  readonly storyOf: (world: CrashWorld, personId: number) => Promise<Story>
}

export interface KillPoint {
  readonly step: string
  /** Passed only in the first play of a process: what it loads then, it keeps. */
  readonly isFirstOnly: boolean
}

export interface Outcome<Story> {
  readonly point: KillPoint
  readonly wasReached: boolean
  readonly story: Story | null
  readonly error: unknown
}

/** The steps that the undisturbed flow takes, and its story. */
export async function enumerate<Story>(
  world: CrashWorld,
  flow: Flow<Story>,
): Promise<{ readonly points: readonly KillPoint[]; readonly story: Story }> {
  await world.kill()
  await world.start()
  await flow.play(world)
  await world.settle(0)
  const first = new Set(world.steps)
  await world.arm(null)
  const personId = await flow.play(world)
  await world.settle(0)
  const usual = new Set(world.steps)
  const points = [
    ...[...usual].map((step) => ({ step, isFirstOnly: false })),
    ...[...first].filter((step) => !usual.has(step)).map((step) => ({ step, isFirstOnly: true })),
  ]
  return { points, story: await flow.storyOf(world, personId) }
}

/** One product per world; the points are shared out as the worlds get free. */
export async function killAtEach<Story>(
  worlds: readonly CrashWorld[],
  flow: Flow<Story>,
  points: readonly KillPoint[],
): Promise<readonly Outcome<Story>[]> {
  const waiting = [...points]
  const outcomes: Outcome<Story>[] = []
  const work = async (world: CrashWorld): Promise<void> => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      outcomes.push(await killAt(world, flow, point))
    }
  }
  await Promise.all(worlds.map(work))
  return outcomes
}

async function killAt<Story>(
  world: CrashWorld,
  flow: Flow<Story>,
  point: KillPoint,
): Promise<Outcome<Story>> {
  const { deaths } = world
  try {
    if (point.isFirstOnly) {
      await world.kill()
      await world.start(point.step)
    } else await world.arm(point.step)
    const before = point.isFirstOnly ? deaths + 1 : deaths
    const personId = await flow.play(world)
    await world.settle(before + 1)
    const wasReached = world.deaths > before
    return { point, wasReached, story: await flow.storyOf(world, personId), error: null }
  } catch (error) {
    return { point, wasReached: true, story: null, error }
  }
}

/** At most so many, the same ones at every run: first one of each kind, then by chance. */
export function choose(
  points: readonly KillPoint[],
  max: number,
): { readonly chosen: readonly KillPoint[]; readonly leftOut: readonly KillPoint[] } {
  const kindOf = ({ step }: KillPoint): string => step.replace(/ #\d+$/u, '')
  const random = seededRandom(20_261)
  const shuffled = points
    .map((point) => ({ point, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ point }) => point)
  const firsts = shuffled.filter(
    (point, index) => shuffled.findIndex((other) => kindOf(other) === kindOf(point)) === index,
  )
  const all = [...firsts, ...shuffled.filter((point) => !firsts.includes(point))]
  return { chosen: all.slice(0, max), leftOut: all.slice(max) }
}

/** A linear congruential generator: enough to shuffle. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
