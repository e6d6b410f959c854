/** Plays citizens inside the sandbox's process: a message costs no HTTP request, and one clock sees both ends. */
import { setTimeout as delay } from 'node:timers/promises'
import { createRandom } from '../../sandbox/world/random.ts'
import type { World } from '../../sandbox/world/world.ts'
import { writeFromUser } from '../../sandbox/world/write-message.ts'
import { Citizen } from './citizen.ts'
import { type DialogueCheck, type LoadFigures, type StormFigures, percentile } from './figures.ts'
import type { BenchCommunity } from './region.ts'

export interface LoadTiming {
  readonly warmupMs: number
  readonly measureMs: number
}

export const firstCitizenId = 900_000_000
const drainMs = 30_000
/** A second reply to one message comes within this time, or it is counted in the database. */
const afterwardsMs = 1_500
/** VK lets a community send 20 messages a second, replies and cards to staff. */
const floodDrainMs = 300_000

export class Load {
  readonly #world: World
  readonly #communities: readonly BenchCommunity[]
  readonly #pick: () => number
  readonly #citizens = new Map<number, Citizen>()
  /** People whose turn it is, in order. */
  readonly #ready: Citizen[] = []
  /** People of a flood: they say one thing, and take no part in what is spread evenly. */
  readonly #flooding = new Set<Citizen>()
  #outstanding = 0
  #onAnswered: (latencyMs: number, groupId: number) => void = () => {}

  constructor(world: World, communities: readonly BenchCommunity[], seed: number) {
    this.#world = world
    this.#communities = communities
    this.#pick = createRandom(seed).next
    world.changeListeners.add(({ userId }) => this.#hear(userId))
  }

  /** Always so many messages without a reply: as fast as the bot answers. */
  async saturate(
    outstanding: number,
    timing: LoadTiming,
    onWindow: (edge: Edge) => void,
  ): Promise<LoadFigures> {
    const window = new MeasuredWindow()
    let isOver = false
    this.#onAnswered = (latencyMs) => {
      window.add(latencyMs)
      if (!isOver) this.#sayNext()
    }
    for (let index = 0; index < outstanding; index += 1) this.#sayNext()
    const seconds = await this.#measure(window, timing, onWindow)
    isOver = true
    await this.#drain(drainMs)
    return window.figures(seconds, 0)
  }

  /** Messages at random moments, so many a second on average, whatever the bot does. */
  async offer(perSecond: number, timing: LoadTiming, onWindow: (edge: Edge) => void): Promise<LoadFigures> {
    const window = new MeasuredWindow()
    const over = new AbortController()
    this.#onAnswered = (latencyMs) => window.add(latencyMs)
    const generating = this.#generate(perSecond, window, over.signal)
    const seconds = await this.#measure(window, timing, onWindow)
    over.abort()
    const lagMaxMs = await generating
    await this.#drain(drainMs)
    return window.figures(seconds, lagMaxMs)
  }

  /** Messages as in `offer`; after a calm window many people write to the first community in one moment. */
  async storm(
    { perSecond, flood }: { readonly perSecond: number; readonly flood: number },
    timing: LoadTiming,
    onWindow: (edge: Edge) => void,
  ): Promise<StormFigures> {
    const [calm, during] = [new MeasuredWindow(), new MeasuredWindow()]
    const flooded = this.#communities[0]?.groupId
    const over = new AbortController()
    let [floodAnswered, lastAnswerMs, floodMs] = [0, 0, Number.POSITIVE_INFINITY]
    this.#onAnswered = (latencyMs, groupId) => {
      if (groupId !== flooded) {
        calm.add(latencyMs)
        during.add(latencyMs)
      } else if (performance.now() > floodMs && latencyMs <= performance.now() - floodMs) {
        floodAnswered += 1
        lastAnswerMs = performance.now()
      }
    }
    const generating = this.#generate(perSecond, calm, over.signal)
    const calmSeconds = await this.#measure(calm, timing, () => {})
    floodMs = performance.now()
    for (let index = 0; index < flood; index += 1) {
      const citizen = this.#arrive(this.#citizens.size, 0)
      this.#flooding.add(citizen)
      this.#say(citizen)
    }
    const duringSeconds = await this.#measure(during, { ...timing, warmupMs: 0 }, onWindow)
    over.abort()
    const lagMaxMs = await generating
    await this.#drain(floodDrainMs)
    return {
      calm: calm.figures(calmSeconds, lagMaxMs),
      during: during.figures(duringSeconds, lagMaxMs),
      flood,
      floodAnswered: Math.min(flood, floodAnswered),
      floodSeconds: (lastAnswerMs - floodMs) / 1000,
    }
  }

  /** At random moments until the signal; returns by how much it was late at worst while the window was open. */
  async #generate(perSecond: number, window: MeasuredWindow, over: AbortSignal): Promise<number> {
    let [dueMs, lagMaxMs] = [performance.now(), 0]
    while (!over.aborted) {
      dueMs -= (Math.log(1 - this.#pick()) * 1000) / perSecond
      const waitMs = dueMs - performance.now()
      if (waitMs > 1) await delay(waitMs)
      if (window.isOpen) lagMaxMs = Math.max(lagMaxMs, performance.now() - dueMs)
      this.#sayNext()
    }
    return lagMaxMs
  }

  /** Every dialogue of a citizen has to be message, reply, message, reply … */
  check(): DialogueCheck {
    const check = { citizens: 0, said: 0, replies: 0, lost: 0, doubled: 0, cards: 0 }
    for (const community of this.#world.communities.values()) {
      for (const { userId, messages } of community.dialogs.values()) {
        if (!this.#citizens.has(userId)) {
          check.cards += messages.length
          continue
        }
        check.citizens += 1
        for (const [index, { from }] of messages.entries()) {
          const next = messages[index + 1]?.from
          if (from === 'user') check.said += 1
          else check.replies += 1
          if (from === 'user' && next !== 'community') check.lost += 1
          if (from === 'community' && next === 'community') check.doubled += 1
        }
      }
    }
    return check
  }

  async #measure(
    window: MeasuredWindow,
    timing: LoadTiming,
    onWindow: (edge: Edge) => void,
  ): Promise<number> {
    await delay(timing.warmupMs)
    onWindow('begin')
    const startMs = performance.now()
    window.isOpen = true
    await delay(timing.measureMs)
    window.isOpen = false
    onWindow('end')
    return (performance.now() - startMs) / 1000
  }

  async #drain(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs
    while (this.#outstanding > 0 && performance.now() < deadline) await delay(20)
    await delay(afterwardsMs)
  }

  #sayNext(): void {
    for (;;) {
      const citizen = this.#ready.shift() ?? this.#arrive(this.#citizens.size, this.#citizens.size)
      if (this.#say(citizen)) return
    }
  }

  /** False when the person has nothing more to say. */
  #say(citizen: Citizen): boolean {
    const saying = citizen.next()
    if (saying === null) return false
    citizen.waitingSinceMs = performance.now()
    this.#outstanding += 1
    writeFromUser(this.#world, citizen.community, citizen.userId, saying)
    return true
  }

  #arrive(number: number, placeNumber: number): Citizen {
    const place = this.#communities[placeNumber % this.#communities.length]
    const community = place && this.#world.communities.get(place.groupId)
    if (place === undefined || community === undefined) throw new Error('the sandbox lacks a community')
    const userId = firstCitizenId + number
    this.#world.people.set(userId, { userId, firstName: 'Мария', lastName: 'Жительница', posts: [] })
    const citizen = new Citizen(userId, community, place.kind, this.#pick)
    this.#citizens.set(userId, citizen)
    return citizen
  }

  #hear(userId: number): void {
    const citizen = this.#citizens.get(userId)
    const since = citizen?.waitingSinceMs ?? null
    if (citizen === undefined || since === null) return
    const last = citizen.community.dialogs.get(userId)?.messages.at(-1)
    if (last?.from !== 'community') return
    citizen.waitingSinceMs = null
    this.#outstanding -= 1
    citizen.hear(last)
    if (!this.#flooding.has(citizen)) this.#ready.push(citizen)
    // Not inside the request that brought the reply: it should be answered first.
    setImmediate(this.#onAnswered, performance.now() - since, citizen.community.groupId)
  }
}

export type Edge = 'begin' | 'end'

class MeasuredWindow {
  isOpen = false
  readonly #latenciesMs: number[] = []

  add(latencyMs: number): void {
    if (this.isOpen) this.#latenciesMs.push(latencyMs)
  }

  figures(seconds: number, lagMaxMs: number): LoadFigures {
    const sorted = this.#latenciesMs.toSorted((left, right) => left - right)
    return {
      answered: sorted.length,
      seconds,
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
      maxMs: sorted.at(-1) ?? Number.NaN,
      lagMaxMs,
    }
  }
}
