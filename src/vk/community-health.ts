/**
 * How one community is doing: failures in a row, the sentence a person has to read about it, and how long to wait before
 * the next try. A community in trouble is looked at again by itself; the others go on.
 */
import type { LeasedCommunity, Log, TroubleStore } from '../app/transport-ports.ts'
import type { Clock } from '../domain/time.ts'
import { silence, troubleOf } from './community-check.ts'
import { VkApiError, VkUnreachable } from './errors.ts'
import { backoffMs } from './http-backoff.ts'
import type { LongPollTiming } from './long-poll-timing.ts'

export interface HealthDependencies {
  readonly troubles: TroubleStore
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
}

export class CommunityHealth {
  readonly #community: LeasedCommunity
  readonly #dependencies: HealthDependencies
  readonly #timing: LongPollTiming
  /** Failed steps in a row. */
  #failures = 0
  #trouble: { readonly sentence: string | null } | null
  /** Since the last good answer, or since the start. */
  #heardAtMs: number

  constructor(community: LeasedCommunity, dependencies: HealthDependencies, timing: LongPollTiming) {
    this.#community = community
    this.#dependencies = dependencies
    this.#timing = timing
    this.#trouble = community.hasTrouble ? { sentence: null } : null
    this.#heardAtMs = dependencies.clock.now().epochMilliseconds
  }

  noteStep(): void {
    this.#failures = 0
  }

  /** VK gave a good answer. A trouble that `isStillWrong` stays written down. */
  async noteHeard(atMs: number, isStillWrong: boolean): Promise<void> {
    this.#heardAtMs = atMs
    if (this.#trouble === null || isStillWrong) return
    await this.#dependencies.troubles.clearTrouble(this.#community.groupId)
    this.#trouble = null
  }

  /** Notes what a person has to know of a failed step; returns how long to wait after it, in milliseconds. */
  async noteFailure(error: unknown): Promise<number> {
    this.#failures += 1
    const { groupId } = this.#community
    const sentence = troubleOf(error)
    if (sentence !== null) await this.noteTrouble(sentence)
    else if (this.#isSilent()) await this.noteTrouble(silence)
    if (isWorthLogging(this.#failures)) {
      // What VK and the network do to us needs no stack; a fault of ours does.
      const facts =
        error instanceof VkApiError || error instanceof VkUnreachable
          ? { error: error.message }
          : { err: error }
      this.#dependencies.log.warn({ groupId, failures: this.#failures, ...facts }, 'long poll failed')
    }
    return this.#waitMsAfter(error, sentence)
  }

  async noteTrouble(sentence: string): Promise<void> {
    if (this.#trouble?.sentence === sentence) return
    const { troubles, clock, log } = this.#dependencies
    const { groupId } = this.#community
    try {
      await troubles.setTrouble(groupId, sentence, clock.now())
      this.#trouble = { sentence }
    } catch (error) {
      // The next look at the community says it again.
      log.error({ groupId, err: error }, 'trouble could not be recorded')
    }
  }

  #waitMsAfter(error: unknown, sentence: string | null): number {
    const { random } = this.#dependencies
    if (sentence !== null) return Math.round(this.#timing.troubledMs * (0.5 + random() / 2))
    const backoff = error instanceof VkApiError ? this.#timing.refused : this.#timing.network
    return backoffMs(backoff, this.#failures, random)
  }

  #isSilent(): boolean {
    return this.#dependencies.clock.now().epochMilliseconds - this.#heardAtMs >= this.#timing.silentMs
  }
}

/** 1, 2, 4, 8 …: an outage of hours is a dozen lines for each community. */
const isWorthLogging = (failures: number): boolean => (failures & (failures - 1)) === 0
