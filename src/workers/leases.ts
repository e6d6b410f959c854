import type { LeaseStore, Log } from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'
import { Loop } from './loop.ts'
import type { LongPolls } from './long-polls.ts'

export interface LeasesOptions {
  readonly store: LeaseStore
  readonly longPolls: LongPolls
  readonly random: () => number
  readonly log: Log
  readonly claimIntervalMs?: number
  readonly renewIntervalMs?: number
}

/** New communities are polled within seconds of their import. */
const claimEveryMs = 2_000
/** A third of a lease: two renewals may fail before another process takes over. */
const renewEveryMs = 8_000

/** Keeps this process in charge of its communities, and the polls running for exactly those. */
export class Leases {
  readonly #store: LeaseStore
  readonly #longPolls: LongPolls
  readonly #log: Log
  readonly #claims: Loop
  readonly #renewals: Loop
  /** Held communities and the token each is polled with. */
  readonly #tokens = new Map<GroupId, string>()
  /** Also our own communities are to be claimed: those of a process that was killed, or skipped by an earlier claim. */
  #isResuming = true

  constructor(options: LeasesOptions) {
    this.#store = options.store
    this.#longPolls = options.longPolls
    this.#log = options.log
    const { random, log } = options
    this.#claims = new Loop({
      run: () => this.#claim(),
      intervalMs: options.claimIntervalMs ?? claimEveryMs,
      onFault: (error) => log.error({ err: error }, 'communities could not be claimed'),
      random,
    })
    this.#renewals = new Loop({
      run: () => this.#renew(),
      intervalMs: options.renewIntervalMs ?? renewEveryMs,
      onFault: (error) => log.error({ err: error }, 'leases could not be renewed'),
      random,
    })
  }

  start(): void {
    this.#claims.start()
    this.#renewals.start()
  }

  /** Looks for free communities now, e.g. after an import. */
  wake(): void {
    this.#claims.wake()
  }

  /** One claim and one renewal, begun after this call. */
  async drain(): Promise<void> {
    await this.#claims.drain()
    await this.#renewals.drain()
  }

  /** Stops the polls, saves where they stand and lets others take the communities. */
  async stop(): Promise<void> {
    await Promise.all([this.#claims.stop(), this.#renewals.stop()])
    await this.#longPolls.stop()
    try {
      await this.#store.renew(this.#longPolls.positions())
      await this.#store.release([...this.#tokens.keys()])
      await this.#store.leave()
    } catch (error) {
      // The leases run out by themselves, and the saved positions are at most a renewal old.
      this.#log.warn({ err: error }, 'leases could not be released')
    }
    this.#tokens.clear()
  }

  heldCount(): number {
    return this.#tokens.size
  }

  async #claim(): Promise<void> {
    const communities = await this.#store.claim(this.#isResuming)
    this.#isResuming = false
    const polled = this.#polled()
    const unpolled = communities.filter(({ groupId }) => !polled.has(groupId))
    if (unpolled.length === 0) return
    for (const { groupId, token } of unpolled) this.#tokens.set(groupId, token)
    this.#longPolls.add(unpolled)
    this.#log.info({ count: unpolled.length }, 'communities claimed')
  }

  async #renew(): Promise<void> {
    // Before the first claim there is nothing to renew, and the locks of a renewal would hide our communities from it.
    if (this.#isResuming) return
    // A claim may run meanwhile: only what was known before can be missing.
    const known = [...this.#tokens]
    const held = await this.#store.renew(this.#longPolls.positions())
    this.#resumeUnpolled(held)
    const ended = known.filter(([id, token]) => held.get(id) !== token).map(([id]) => id)
    const surplus = (await this.#store.surplus()).filter((id) => !ended.includes(id))
    await this.#giveBack(ended)
    await this.#giveBack(surplus)
    // A community with a new token is claimed again at once; a deactivated one is nobody's.
    if (ended.length > 0) this.#claims.wake()
  }

  async #giveBack(ended: readonly GroupId[]): Promise<void> {
    if (ended.length === 0) return
    await this.#longPolls.remove(ended)
    for (const id of ended) this.#tokens.delete(id)
    await this.#store.release(ended)
    this.#log.info({ count: ended.length }, 'communities given back')
  }

  /**
   * A claim passes over rows that somebody has locked, such as the last statement of a killed process. Without this our
   * own renewals would keep such a community ours and unheard for ever.
   */
  #resumeUnpolled(held: ReadonlyMap<GroupId, string>): void {
    const polled = this.#polled()
    if ([...held.keys()].every((id) => polled.has(id))) return
    this.#isResuming = true
    this.#claims.wake()
  }

  #polled(): ReadonlySet<GroupId> {
    return new Set(this.#longPolls.positions().map(({ groupId }) => groupId))
  }
}
