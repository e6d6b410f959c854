/**
 * Several processes of the product are led through what operation brings, one thing after another, while people talk:
 * one is killed, comes back, one stands still for longer than a lease, the database falls over, all are restarted in
 * turn. Each time it is measured how long communities are without anybody; the comparison of both sides follows as ever.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { ChaosWorld } from './chaos-world.ts'
import type { Ledger } from './ledger.ts'
import type { ProductKeeper } from './product-keeper.ts'

interface Drill {
  readonly world: ChaosWorld
  readonly ledger: Ledger
}

/** What is promised for a process that dies without a word. */
const takeOverMs = 30_000
/** A process that stops in order lets its communities go; others look for them every two seconds. */
const handOverMs = 6_000
const evenMs = 60_000
const recoveredMs = 60_000
/** Longer than a lease, and than the time in which it is renewed. */
const standstillMs = 34_000
const downMs = 45_000
const lookMs = 200
const calmMs = 3_000

export async function drill(options: Drill): Promise<void> {
  const { world, ledger } = options
  const [first, second] = world.products
  if (first === undefined || second === undefined) throw new Error('a drill needs two processes')
  await timed(options, 'communities even at the start', evenMs, isEven)

  await delay(calmMs)
  first.kill(downMs)
  await timed(options, 'communities of a killed process taken over', takeOverMs, isServed(options, 1))
  await first.ready()
  await timed(options, 'communities even after it came back', evenMs, isEven)

  await delay(calmMs)
  second.freeze()
  const standing = delay(standstillMs)
  await timed(options, 'communities of a standing process taken over', takeOverMs, isServed(options, 1))
  await standing
  second.thaw()
  await timed(options, 'communities even after it went on', evenMs, isEven)

  ledger.note('database restart', 'the database falls over (SIGQUIT)')
  await world.restartDatabase('SIGQUIT')
  await timed(options, 'all served after the database came back', recoveredMs, isServed(options, 0))

  for (const [index, product] of world.products.entries()) await restartInOrder(options, product, index + 1)
}

async function restartInOrder(options: Drill, product: ProductKeeper, number: number): Promise<void> {
  const over = new AbortController()
  const watching = longestUnserved(options.world, over.signal)
  product.terminate()
  await product.ready()
  await timed(options, `communities even after restart ${number}`, evenMs, isEven)
  over.abort()
  const unservedMs = await watching
  options.ledger.note(
    'rolling restart',
    `restart ${number}: some community unserved for ${unservedMs} ms at most`,
  )
  if (unservedMs > handOverMs) options.ledger.alarm(`a restart left communities alone for ${unservedMs} ms`)
}

type Condition = (shares: Shares, world: ChaosWorld) => boolean

async function timed(
  { world, ledger }: Drill,
  what: string,
  boundMs: number,
  condition: Condition,
): Promise<void> {
  const startMs = performance.now()
  for (;;) {
    const shares = await readShares(world)
    const pastMs = Math.round(performance.now() - startMs)
    if (shares !== null && condition(shares, world)) return ledger.note('drill', `${what}: ${pastMs} ms`)
    if (pastMs > boundMs) return ledger.alarm(`${what}: not after ${pastMs} ms (${JSON.stringify(shares)})`)
    await delay(lookMs)
  }
}

const sharesSchema = z.object({ unserved: z.number(), held: z.array(z.number()) })
type Shares = z.infer<typeof sharesSchema>

const isEven: Condition = ({ unserved, held }, { products }) =>
  unserved === 0 &&
  held.length === products.length &&
  Math.max(...held) - Math.min(...held) <= products.length

/** By so many processes fewer than there are, or by whoever there is. */
const isServed =
  ({ world }: Drill, missing: number): Condition =>
  ({ unserved, held }) =>
    unserved === 0 && held.length <= world.products.length - missing

const selectShares = `
  select (select count(*)::int from communities c left join poll_cursors p using (group_id) where c.is_active
      and (p.lease_holder is null or p.lease_expires_at <= now())) as unserved,
    coalesce((select json_agg(count) from (select count(*)::int as count from poll_cursors
      where lease_holder is not null and lease_expires_at > now() group by lease_holder) x), '[]') as held`

/** Null while the database is away. */
async function readShares({ pool }: ChaosWorld): Promise<Shares | null> {
  const answer = await pool.query(selectShares).catch(() => null)
  return answer === null ? null : sharesSchema.parse(answer.rows[0])
}

/** The longest time in which not every community was held by somebody, in milliseconds. */
async function longestUnserved(world: ChaosWorld, signal: AbortSignal): Promise<number> {
  let since: number | null = null
  let longest = 0
  while (!signal.aborted) {
    const shares = await readShares(world)
    const isWhole = shares !== null && shares.unserved === 0
    const nowMs = performance.now()
    since = isWhole ? null : (since ?? nowMs)
    if (since !== null) longest = Math.max(longest, nowMs - since)
    await delay(lookMs)
  }
  return Math.round(longest)
}
