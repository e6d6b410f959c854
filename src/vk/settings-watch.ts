import type { LeasedCommunity, Log } from '../app/transport-ports.ts'
import type { Clock } from '../domain/time.ts'
import type { VkApi } from './api.ts'
import { ensureLongPollSettings, troubleOf } from './community-check.ts'
import { VkApiError, VkUnreachable } from './errors.ts'

export interface SettingsWatchOptions {
  readonly api: VkApi
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  /** Between looks when all is well. */
  readonly settingsMs: number
  /** Between looks when it is not. */
  readonly troubledMs: number
}

/** Long poll settings of one community over time: polls are answered also when messages were switched off. */
export class SettingsWatch {
  readonly #community: LeasedCommunity
  readonly #options: SettingsWatchOptions
  #dueAtMs: number
  #isWrong = false

  constructor(community: LeasedCommunity, options: SettingsWatchOptions) {
    this.#community = community
    this.#options = options
    // Spread: a restart must not ask for the settings of all communities at once.
    const isDue = community.hasTrouble || community.cursor === null
    this.#dueAtMs = this.#nowMs() + (isDue ? 0 : options.settingsMs * options.random())
  }

  isDue(): boolean {
    return this.#dueAtMs <= this.#nowMs()
  }

  /** Somebody changed the community. */
  lookSoon(): void {
    this.#dueAtMs = this.#nowMs()
  }

  /** The settings said at the last look that messages do not come. */
  get isWrong(): boolean {
    return this.#isWrong
  }

  /** Completes the settings where the token may; otherwise the sentence for the coordinator. */
  async look(): Promise<string | null> {
    const { settingsMs, troubledMs, random } = this.#options
    const { groupId, token } = this.#community
    let sentence: string | null = null
    let waitMs = settingsMs * (0.75 + random() / 2)
    try {
      await ensureLongPollSettings(this.#options.api, token, groupId)
      this.#isWrong = false
    } catch (error) {
      waitMs = troubledMs
      sentence = troubleOf(error)
      // A refusal that says nothing about rights, or no answer, must not keep the community from being polled.
      if (sentence !== null) this.#isWrong = true
      else this.#noteUnknown(error)
    }
    this.#dueAtMs = this.#nowMs() + waitMs
    return sentence
  }

  #noteUnknown(error: unknown): void {
    if (!(error instanceof VkApiError || error instanceof VkUnreachable)) throw error
    const { groupId } = this.#community
    this.#options.log.warn({ groupId, error: error.message }, 'long poll settings could not be checked')
  }

  #nowMs(): number {
    return this.#options.clock.now().epochMilliseconds
  }
}
