import type { FetchNames, Log, ProfileName, ProfileStore } from '../app/transport-ports.ts'
import type { VkUserId } from '../domain/ids.ts'
import { Loop } from './loop.ts'

export interface ProfilesWorkerOptions {
  readonly store: ProfileStore
  readonly fetchNames: FetchNames
  readonly random: () => number
  readonly log: Log
  readonly intervalMs?: number
}

/** Names decorate cards and lists; nobody waits for them, so VK and the database are asked seldom. */
const fetchEveryMs = 5_000
const namesAtOnce = 100

/** Asks VK for the names of citizens we know by number only. */
export class ProfilesWorker {
  readonly #options: ProfilesWorkerOptions
  readonly #loop: Loop

  constructor(options: ProfilesWorkerOptions) {
    this.#options = options
    this.#loop = new Loop({
      run: () => this.#fetch(),
      intervalMs: options.intervalMs ?? fetchEveryMs,
      onFault: (error) => options.log.warn({ err: error }, 'names could not be fetched'),
      random: options.random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** One call's worth of names has been fetched. */
  async drain(): Promise<void> {
    await this.#loop.drain()
  }

  async stop(): Promise<void> {
    await this.#loop.stop()
  }

  async #fetch(): Promise<void> {
    const { store, fetchNames } = this.#options
    const userIds = await store.findUnnamed(namesAtOnce)
    if (userIds.length === 0) return
    const token = await store.findToken()
    if (token === null) return
    const names = await fetchNames(token, userIds)
    await store.saveNames([...names, ...withoutName(userIds, names)])
  }
}

/** People VK no longer knows get an empty name, or they would be asked for at every pass. */
function withoutName(userIds: readonly VkUserId[], names: readonly ProfileName[]): readonly ProfileName[] {
  const named = new Set(names.map(({ userId }) => userId))
  return userIds.filter((id) => !named.has(id)).map((userId) => ({ userId, firstName: '', lastName: '' }))
}
