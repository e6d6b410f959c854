/** A run: people talk while everything goes wrong; then all is made good, and both sides are compared. */
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { waitFor } from '../support/wait-for.ts'
import { type ChaosWorld, createChaosWorld } from './chaos-world.ts'
import { compare } from './compare.ts'
import { Draw } from './draw.ts'
import { drill } from './drill.ts'
import type { Evidence } from './evidence.ts'
import { Ledger } from './ledger.ts'
import { People } from './people.ts'
import { readEvidence } from './read-evidence.ts'
import type { Problem } from './problem.ts'
import { type Pace, makeMischief } from './mischief.ts'

export interface RunOptions {
  readonly seed: number
  /** See `ChaosWorldOptions`; a run may be made in parts. */
  readonly folder?: string
  /** How long people talk and everything goes wrong. */
  readonly mischiefMs: readonly [atLeast: number, atMost: number]
  /** Has enough happened to end before the most? A slow machine needs longer for it. */
  readonly isEnough: (ledger: Ledger) => boolean
  /** Of the product; several share the communities, and are first led through `drill`. One unless given. */
  readonly processes?: number
  /** Citizens who talk at the same time. */
  readonly citizens: number
  readonly pace: Pace
  /** How long it may take to come to rest. */
  readonly settleMs: number
  /** Ends the mischief before its time; the rest follows as usual. */
  readonly signal?: AbortSignal
  readonly onProgress?: (line: string) => void
}

export interface RunResult {
  readonly problems: readonly Problem[]
  readonly evidence: Evidence
  readonly ledger: Ledger
  readonly seconds: number
}

const progressMs = 30_000
const lookMs = 100
/** The bot may ask twice, the second time about what was said meanwhile, and every answer brings new cards. */
const finishRoundsMax = 40
const agreeMs = 60_000
const lookAgainMs = 2_000

export async function run(options: RunOptions): Promise<RunResult> {
  const startedMs = performance.now()
  const { folder = null } = options
  const ledger = folder === null ? new Ledger() : await Ledger.load(folder)
  // The next part draws something else.
  const seed = options.seed + ledger.of('part')
  ledger.note('part', `part with seed ${seed}`)
  const draw = new Draw(seed)
  const world = await createChaosWorld({ ledger, seed, folder, processes: options.processes ?? 1 })
  try {
    for (const product of world.products) product.start()
    await allReady(world)
    const people = await People.gather({ world, draw: draw.branch(), ledger })
    await talkInMischief(options, world, people, ledger, draw.branch())
    await allReady(world)
    await settle(world, people, ledger, options.settleMs)
    const { evidence, problems: found } = await compareBothSides(world)
    if (folder !== null) await ledger.save(folder)
    const problems = [...ledger.alarms.map((what) => ({ groupId: 0, peerId: 0, what })), ...found]
    return { problems, evidence, ledger, seconds: (performance.now() - startedMs) / 1000 }
  } finally {
    await world.stop()
  }
}

const allReady = ({ products }: ChaosWorld): Promise<unknown> =>
  Promise.all(products.map((product) => product.ready()))

async function talkInMischief(
  { mischiefMs: [atLeastMs, atMostMs], isEnough, citizens, pace, signal, onProgress }: RunOptions,
  world: ChaosWorld,
  people: People,
  ledger: Ledger,
  draw: Draw,
): Promise<void> {
  const over = new AbortController()
  const talking = people.talk(citizens, over.signal)
  if (world.products.length > 1) await drill({ world, ledger })
  const spoiling = makeMischief({ world, draw, ledger, signal: over.signal, pace })
  const work = Promise.all([spoiling, talking])
  // A fault of the run itself ends it, and everything it has started.
  work.catch(() => over.abort())
  const startMs = performance.now()
  const progress = setInterval(() => onProgress?.(countsLine(ledger)), progressMs)
  const isOver = (pastMs: number): boolean =>
    pastMs >= atMostMs ||
    (pastMs >= atLeastMs && isEnough(ledger)) ||
    signal?.aborted === true ||
    over.signal.aborted
  while (!isOver(performance.now() - startMs)) await delay(lookMs)
  clearInterval(progress)
  over.abort()
  await work
}

/** Whatever was begun is brought to its end, with nothing going wrong any more. */
async function settle(world: ChaosWorld, people: People, ledger: Ledger, settleMs: number): Promise<void> {
  for (let round = 0; round < finishRoundsMax; round += 1) {
    await quiet(world, settleMs)
    const said = ledger.of('message of staff')
    await people.rest()
    // Every card had come before, and nobody had anything to say to them: else both sides would be read while people speak.
    const isStaffDone = ledger.of('message of staff') === said
    if (isStaffDone && (await people.finish()) === 0) return
  }
}

/**
 * Words said to VK that nobody has polled yet are seen by no count of rows: what differs is looked at again for a
 * while. What was lost or doubled stays so, however often one looks.
 */
async function compareBothSides(
  world: ChaosWorld,
): Promise<{ readonly evidence: Evidence; readonly problems: readonly Problem[] }> {
  const endMs = performance.now() + agreeMs
  for (;;) {
    const evidence = await readEvidence(world.vk, world.pool)
    const problems = compare(evidence)
    if (problems.length === 0 || performance.now() > endMs) return { evidence, problems }
    await delay(lookAgainMs)
  }
}

const waiting = z.object({ waiting: z.number() })

async function quiet({ pool }: ChaosWorld, settleMs: number): Promise<void> {
  // What does not come to rest is told by the comparison, with its story.
  await waitFor(
    async () => {
      const { rows } = await pool.query(
        `select ((select count(*) from inbox where status = 'pending') + (select count(*) from outbox where status = 'pending')
           + (select count(*) from timers where kind = 'send')
           + (select count(*) from poll_cursors where gap_since is not null))::int as waiting`,
      )
      return waiting.parse(rows[0]).waiting === 0
    },
    { timeoutMs: settleMs },
  ).catch(() => undefined)
}

export const countsLine = (ledger: Ledger): string =>
  [...ledger.counts].map(([kind, count]) => `${kind} ${count}`).join(', ')
