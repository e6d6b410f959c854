import { createRandom, type Random } from '../world/random.ts'
import { matches, type FaultAction, type FaultRule, type Place, type Stage } from './fault.ts'

type ActiveFault = {
  readonly id: number
  readonly rule: FaultRule
  readonly random: Random
  skipped: number
  hits: number
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
    this.#faults.push({ id: this.#lastId, rule, random, skipped: 0, hits: 0 })
    return this.#lastId
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
  return fault.rule.probability >= 1 || fault.random.next() < fault.rule.probability
}
