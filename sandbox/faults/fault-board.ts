import { createRandom, type Random } from '../world/random.ts'
import { matches, type FaultAction, type FaultRule, type Place, type Stage } from './fault.ts'

type ActiveFault = {
  readonly id: number
  readonly rule: FaultRule
  readonly random: Random
  skipped: number
  hits: number
  /** When matching calls were made, for a quota; monotonic milliseconds. */
  readonly calledAtMs: number[]
}

/** What is left of a fault, to be gone on with by another board. */
export type FaultState = {
  readonly id: number
  readonly rule: FaultRule
  readonly seed: number
  readonly skipped: number
  readonly hits: number
}

/** The faults asked for and not yet used up, in the order in which they were asked for. */
export class FaultBoard {
  readonly #seed: number
  #faults: ActiveFault[] = []
  #lastId = 0

  constructor(seed: number) {
    this.#seed = seed
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0
  }

  add(rule: FaultRule): number {
    this.#lastId += 1
    const random = createRandom(rule.seed ?? this.#seed + this.#lastId)
    this.#faults.push({ id: this.#lastId, rule, random, skipped: 0, hits: 0, calledAtMs: [] })
    return this.#lastId
  }

  /** How far VK's clock is ahead of the real one. */
  get skewSeconds(): number {
    let seconds = 0
    for (const { rule } of this.#faults) if (rule.action.kind === 'clock_skew') seconds += rule.action.seconds
    return seconds
  }

  state(): readonly FaultState[] {
    return this.#faults.map(({ id, rule, random, skipped, hits }) => ({
      id,
      rule,
      seed: random.seed(),
      skipped,
      hits,
    }))
  }

  goOn(faults: readonly FaultState[]): void {
    this.#faults = faults.map(({ seed, ...fault }) => ({
      ...fault,
      random: createRandom(seed),
      calledAtMs: [],
    }))
    this.#lastId = Math.max(0, ...faults.map(({ id }) => id))
  }

  clear(): void {
    this.#faults = []
  }

  remove(id: number): void {
    this.#faults = this.#faults.filter((fault) => fault.id !== id)
  }

  list(): readonly { readonly id: number; readonly hits: number; readonly rule: FaultRule }[] {
    return this.#faults.map(({ id, hits, rule }) => ({ id, hits, rule }))
  }

  /** The first fault that strikes here; taking it counts as a hit. */
  take(stage: Stage, place: Place): FaultAction | null {
    if (this.#faults.length === 0) return null
    const struck = this.#faults.find((fault) => matches(fault.rule, stage, place) && strikes(fault))
    if (struck === undefined) return null
    struck.hits += 1
    if (struck.rule.count !== null && struck.hits >= struck.rule.count) this.remove(struck.id)
    return struck.rule.action
  }
}

function strikes(fault: ActiveFault): boolean {
  if (fault.skipped < fault.rule.skip) {
    fault.skipped += 1
    return false
  }
  const { action } = fault.rule
  if (action.kind === 'quota') return isOver(action, fault.calledAtMs)
  return fault.rule.probability >= 1 || fault.random.next() < fault.rule.probability
}

/** A call beyond the quota is refused and does not count. */
function isOver(
  quota: { readonly calls: number; readonly perSeconds: number },
  calledAtMs: number[],
): boolean {
  const nowMs = performance.now()
  while (calledAtMs[0] !== undefined && calledAtMs[0] <= nowMs - quota.perSeconds * 1000) calledAtMs.shift()
  if (calledAtMs.length >= quota.calls) return true
  calledAtMs.push(nowMs)
  return false
}
