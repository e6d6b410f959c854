import { setTimeout as delay } from 'node:timers/promises'
import type { CommunityPoll, LeasedCommunity, OpenPoll, PollPosition } from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'

export interface LongPollsOptions {
  readonly openPoll: OpenPoll
}

/** 1,700 communities are running 0.9 s after a start, without 1,700 connections opening in one moment. */
const startsAtOnce = 50
const startIntervalMs = 25
/** A poll that hangs in a store must not hold up the stop of the process. */
const stopTimeoutMs = 4_000

/** The running polls of this process. `Leases` says which there should be. */
export class LongPolls {
  readonly #openPoll: OpenPoll
  readonly #polls = new Map<GroupId, CommunityPoll>()
  readonly #starting: CommunityPoll[] = []
  #isStarting = false
  #isStopped = false

  constructor({ openPoll }: LongPollsOptions) {
    this.#openPoll = openPoll
  }

  /** Begins to poll these, some at a time; a community that is already polled goes on undisturbed. */
  add(communities: readonly LeasedCommunity[]): void {
    if (this.#isStopped) return
    for (const community of communities) {
      if (this.#polls.has(community.groupId)) continue
      const poll = this.#openPoll(community)
      this.#polls.set(community.groupId, poll)
      this.#starting.push(poll)
      void poll.ended.then(() => this.#forget(community.groupId, poll))
    }
    if (!this.#isStarting) void this.#startAll()
  }

  /** Resolves when nothing more of these communities can be stored. */
  async remove(groupIds: readonly GroupId[]): Promise<void> {
    const polls = groupIds.flatMap((id) => this.#polls.get(id) ?? [])
    for (const id of groupIds) this.#polls.delete(id)
    await stopAll(polls)
  }

  /** Where the polls stand; after `stop`, where they stood. */
  positions(): readonly PollPosition[] {
    return [...this.#polls.values()].map((poll) => poll.position())
  }

  /** Aborts all polls; nothing is added afterwards. Within 5 seconds. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#starting.length = 0
    await stopAll([...this.#polls.values()])
  }

  async #startAll(): Promise<void> {
    this.#isStarting = true
    while (this.#starting.length > 0) {
      for (const poll of this.#starting.splice(0, startsAtOnce)) poll.start()
      await delay(startIntervalMs)
    }
    this.#isStarting = false
  }

  /** Its lease went to another process. */
  #forget(id: GroupId, poll: CommunityPoll): void {
    if (!this.#isStopped && this.#polls.get(id) === poll) this.#polls.delete(id)
  }
}

async function stopAll(polls: readonly CommunityPoll[]): Promise<void> {
  const stopped = Promise.all(polls.map((poll) => poll.stop()))
  await Promise.race([stopped, delay(stopTimeoutMs, undefined, { ref: false })])
}
