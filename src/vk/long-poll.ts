/**
 * The long poll of one community. Every answer with something to keep is stored, events and new ts together, before
 * the next poll is made; a crash therefore repeats events and never loses one. vk-io's transport keeps ts in memory,
 * takes a new one when the key expires and does not wait for its handlers, so it cannot be used for this.
 *
 * Answers without anything to keep move ts in memory only; the renewal of leases saves it. An older saved ts is
 * always safe: what it brings again is recognised by its event id.
 */
import { z } from 'zod'
import type {
  CommunityPoll,
  InboxDraft,
  LeasedCommunity,
  Log,
  OpenPoll,
  PollAnswer,
  PollCursor,
  PollPosition,
  StorePoll,
  TroubleStore,
} from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'
import type { Clock, Instant } from '../domain/time.ts'
import type { VkApi } from './api.ts'
import { acknowledgePress } from './acknowledge-press.ts'
import { switchLongPollOn } from './community-check.ts'
import { CommunityHealth } from './community-health.ts'
import { createLoadWhole, isCropped } from './cropped.ts'
import { CommunityTroubled, VkApiError, VkUnreachable } from './errors.ts'
import { backoffMs, pause } from './http-backoff.ts'
import type { VkHttp } from './http.ts'
import { tsSchema, type LongPollAnswer } from './long-poll-answer.ts'
import { PollPatience } from './long-poll-patience.ts'
import { type PollRequestDependencies, broughtNothing, requestPoll } from './long-poll-request.ts'
import { Slots } from './long-poll-slots.ts'
import { Ticks } from './long-poll-ticks.ts'
import { type LongPollTiming, defaultTiming } from './long-poll-timing.ts'
import { SettingsWatch } from './settings-watch.ts'
import { readUpdates } from './update.ts'

/** Communities that ask VK for a server at the same time. */
const connectsAtOnce = 32
/** Between two polls of a community in which nobody says anything. */
const tickMs = 100
/** New keys in a row that may be fetched without a wait; VK limits groups.getLongPollServer itself (error 29). */
const promptConnectsMax = 2

export interface LongPollDependencies {
  readonly api: VkApi
  /** An own one for polls: they would use up the connections of calls. */
  readonly http: VkHttp
  readonly store: StorePoll
  readonly troubles: TroubleStore
  /** Events of this community may have been missed; the gap is noted in the database already. */
  readonly onGap: (groupId: GroupId) => void
  /** An event came that nobody handles. */
  readonly onUnknown: (groupId: GroupId, type: string) => void
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  readonly timing?: LongPollTiming
}

export function createPollOpener(dependencies: LongPollDependencies): OpenPoll {
  const slots = new Slots(connectsAtOnce)
  const ticks = new Ticks(tickMs)
  const { http, random, timing = defaultTiming } = dependencies
  const { waitSeconds, waitSecondsMost } = timing
  const patience = new PollPatience(waitSeconds, waitSecondsMost, () => performance.now())
  const shared = { slots, ticks, requests: { http, random, timing, patience } }
  return (community) => new LongPoll(community, dependencies, shared)
}

const serverSchema = z.object({ key: z.string(), server: z.url({ protocol: /^https?$/ }), ts: tsSchema })

interface SharedByPolls {
  readonly slots: Slots
  readonly ticks: Ticks
  readonly requests: PollRequestDependencies
}

class LongPoll implements CommunityPoll {
  readonly #community: LeasedCommunity
  readonly #dependencies: LongPollDependencies
  readonly #timing: LongPollTiming
  readonly #slots: Slots
  readonly #ticks: Ticks
  readonly #requests: PollRequestDependencies
  readonly #stopping = new AbortController()
  readonly ended: Promise<void>
  #markEnded: () => void = () => {}
  #isStarted = false
  #cursor: PollCursor | null
  #polledAt: Instant | null = null
  #connectsInRow = 0
  /** The next request for a server keeps ts (failed 2), takes the new one, or is not needed. */
  #connect: 'none' | 'keepTs' | 'newTs'
  readonly #settings: SettingsWatch
  readonly #health: CommunityHealth

  constructor(
    community: LeasedCommunity,
    dependencies: LongPollDependencies,
    { slots, ticks, requests }: SharedByPolls,
  ) {
    this.#community = community
    this.#dependencies = dependencies
    this.#timing = dependencies.timing ?? defaultTiming
    this.#slots = slots
    this.#ticks = ticks
    this.#requests = requests
    this.#cursor = community.cursor
    this.#connect = community.cursor === null ? 'newTs' : 'none'
    this.#health = new CommunityHealth(community, dependencies, this.#timing)
    const { settingsMs, troubledMs } = this.#timing
    this.#settings = new SettingsWatch(community, { ...dependencies, settingsMs, troubledMs })
    this.ended = new Promise((resolve) => {
      this.#markEnded = resolve
    })
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    void this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    if (this.#isStarted) await this.ended
  }

  position(): PollPosition {
    return { groupId: this.#community.groupId, cursor: this.#cursor, polledAt: this.#polledAt }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        await this.#step()
      } catch (error) {
        if (this.#isStopping()) break
        await this.#recover(error)
      }
    }
    this.#markEnded()
  }

  async #step(): Promise<void> {
    if (this.#connect !== 'none') await this.#connectAgain()
    const cursor = this.#cursor
    if (cursor === null || this.#isStopping()) return
    const sentence = this.#settings.isDue() ? await this.#settings.look() : null
    // Polling goes on: what still comes is kept, and the next look takes the sentence back.
    if (sentence !== null) await this.#health.noteTrouble(sentence)
    const answer = await requestPoll(this.#requests, cursor, {
      isFirst: this.#polledAt === null,
      signal: this.#stopping.signal,
    })
    if (this.#isStopping()) return
    await this.#take(answer, cursor)
    this.#health.noteStep()
    if (broughtNothing(answer)) await this.#ticks.next()
  }

  async #take(answer: LongPollAnswer, cursor: PollCursor): Promise<void> {
    switch (answer.kind) {
      case 'updates': {
        const read = readUpdates(answer.updates, this.#dependencies.clock.now())
        const drafts = await this.#loadWhole(read.drafts)
        this.#noteUnknown(read.unknownTypes)
        const next = { ...cursor, ts: answer.ts }
        if (drafts.length > 0) await this.#store('polled', next, drafts)
        this.#acknowledge(drafts)
        this.#cursor = next
        this.#connectsInRow = 0
        await this.#noteSuccess()
        return
      }
      case 'historyLost':
        await this.#store('gap', { ...cursor, ts: answer.ts }, [])
        this.#reportGap('history lost')
        return
      case 'keyExpired':
        this.#connect = 'keepTs'
        return
      case 'informationLost':
        this.#connect = 'newTs'
        return
    }
  }

  async #store(kind: PollAnswer['kind'], cursor: PollCursor, events: readonly InboxDraft[]): Promise<void> {
    const { groupId } = this.#community
    const outcome = await this.#dependencies.store({ groupId, kind, cursor, events })
    if (outcome === 'stored') this.#cursor = cursor
    else this.#stopping.abort()
  }

  async #noteSuccess(): Promise<void> {
    this.#polledAt = this.#dependencies.clock.now()
    await this.#health.noteHeard(this.#polledAt.epochMilliseconds, this.#settings.isWrong)
  }

  async #connectAgain(): Promise<void> {
    if (this.#connectsInRow >= promptConnectsMax) {
      const waitMs = backoffMs(this.#timing.refused, this.#connectsInRow, this.#dependencies.random)
      await pause(waitMs, this.#stopping.signal)
    }
    await this.#slots.use(() => this.#fetchServer())
  }

  /** A new key, and a new ts unless only the key expired. */
  async #fetchServer(): Promise<void> {
    if (this.#isStopping()) return
    this.#connectsInRow += 1
    const keepsTs = this.#connect === 'keepTs'
    if (this.#cursor === null) {
      const sentence = await this.#settings.look()
      if (sentence !== null) throw new CommunityTroubled(sentence, undefined)
    }
    const { key, server, ts } = await this.#requestServer()
    if (this.#isStopping()) return
    const next = { key, server, ts: keepsTs ? (this.#cursor?.ts ?? ts) : ts }
    await this.#store(keepsTs ? 'connected' : 'gap', next, [])
    this.#connect = 'none'
    if (!keepsTs) this.#reportGap('new ts')
  }

  /** VK cuts events that are too large; the message itself is asked for, and kept cut when VK does not give it. */
  async #loadWhole(drafts: readonly InboxDraft[]): Promise<readonly InboxDraft[]> {
    if (!drafts.some(isCropped)) return drafts
    const { api, random, log } = this.#dependencies
    const { token, groupId } = this.#community
    const load = createLoadWhole({ api, token, network: this.#timing.network, random })
    const whole: InboxDraft[] = []
    for (const draft of drafts) {
      const loaded = isCropped(draft) ? await load(draft, this.#stopping.signal) : draft
      if (loaded === null) log.warn({ groupId, type: draft.type }, 'a cut message could not be loaded')
      whole.push(loaded ?? draft)
    }
    return whole
  }

  /** Nobody waits for it: the next poll is made meanwhile. */
  #acknowledge(drafts: readonly InboxDraft[]): void {
    for (const draft of drafts) {
      if (draft.type === 'message_event' && !this.#isStopping())
        void acknowledgePress(this.#dependencies, this.#community.token, draft)
    }
  }

  #noteUnknown(types: readonly string[]): void {
    for (const type of types) {
      // Not for the inbox, but a reason to look whether messages still come.
      if (type === 'group_change_settings') this.#settings.lookSoon()
      else this.#dependencies.onUnknown(this.#community.groupId, type)
    }
  }

  async #requestServer(): Promise<z.infer<typeof serverSchema>> {
    const { groupId, token } = this.#community
    const { api } = this.#dependencies
    const ask = () => api.call(token, 'groups.getLongPollServer', { group_id: groupId })
    const answer = await ask().catch(async (error: unknown) => {
      if (!(error instanceof VkApiError) || error.code !== longPollOff) throw error
      await switchLongPollOn(api, token, groupId)
      return ask()
    })
    const server = serverSchema.safeParse(answer)
    if (!server.success)
      throw new VkUnreachable('groups.getLongPollServer', 'unexpected', 'no server in the answer')
    return server.data
  }

  async #recover(error: unknown): Promise<void> {
    if (error instanceof VkUnreachable && error.reason === 'tooLarge') this.#connect = 'newTs'
    await pause(await this.#health.noteFailure(error), this.#stopping.signal)
  }

  #reportGap(reason: string): void {
    const { groupId } = this.#community
    this.#dependencies.log.info({ groupId, reason }, 'long poll may have missed events')
    this.#dependencies.onGap(groupId)
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted
  }
}

/** "longpoll for this group is not enabled". */
const longPollOff = 100
