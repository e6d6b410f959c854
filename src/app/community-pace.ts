/** How many people of one community are heard in a second, so that a flood of one holds up none of the others. */
import type { GroupId, PeerId } from '../domain/ids.ts'

/** VK lets a community send 20 messages a second (API reference, «Limits»): hearing more people only makes others wait. */
const peoplePerSecond = 25
/** People of one community in one batch, and how many may come at once without anybody waiting. */
export const peopleAtOnce = 5
/** Whoever writes more at once counts as several people. */
const eventsOfPerson = 12

export class CommunityPace {
  readonly #nowMs: () => number
  /** Whole again after so long: a person heard takes 1 / `peoplePerSecond` of a second. */
  readonly #busyUntilMs = new Map<GroupId, number>()
  readonly #resting = new Set<GroupId>()

  /** `nowMs` never goes back; only differences count. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** These were heard just now. */
  heardAll(events: readonly { readonly groupId: GroupId; readonly peerId: PeerId }[]): void {
    const counts = new Map<GroupId, { events: number; readonly people: Set<PeerId> }>()
    for (const { groupId, peerId } of events) {
      const count = counts.get(groupId) ?? { events: 0, people: new Set() }
      counts.set(groupId, count)
      count.events += 1
      count.people.add(peerId)
    }
    for (const [groupId, count] of counts)
      this.heard(groupId, Math.max(count.people.size, Math.floor(count.events / eventsOfPerson)))
  }

  /** So many people of the community were heard just now. */
  heard(groupId: GroupId, people: number): void {
    const nowMs = this.#nowMs()
    const fromMs = Math.max(nowMs, this.#busyUntilMs.get(groupId) ?? 0)
    this.#busyUntilMs.set(groupId, fromMs + (people * 1000) / peoplePerSecond)
    if (this.#restMs(groupId) > 0) this.#resting.add(groupId)
  }

  /** Communities whose people wait a moment. */
  resting(): readonly GroupId[] {
    for (const groupId of this.#resting) if (this.#restMs(groupId) <= 0) this.#resting.delete(groupId)
    return [...this.#resting]
  }

  /** Until one of those that rest may be heard again; null: none rests. */
  shortestRestMs(): number | null {
    const rests = this.resting().map((groupId) => this.#restMs(groupId))
    return rests.length === 0 ? null : Math.min(...rests)
  }

  #restMs(groupId: GroupId): number {
    const backlogMs = ((peopleAtOnce - 1) * 1000) / peoplePerSecond
    return (this.#busyUntilMs.get(groupId) ?? 0) - this.#nowMs() - backlogMs
  }
}
