/** A region, its sandbox, and one life of the product after another. */
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { Regions } from '../../src/app/regions.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { createLeaseStore } from '../../src/db/lease-store.ts'
import { directoryVersion, loadRegion } from '../../src/db/load-region.ts'
import { createPool } from '../../src/db/pool.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { VkProcess } from '../chaos/vk-process.ts'
import { createTestDatabase } from '../support/database.ts'
import { regionDir } from '../support/product.ts'
import { Life } from './model-life.ts'
import { publicGroupId } from './question.ts'

const instanceId = 'model'
const taxonomy = new URL('../../taxonomy/topics.csv', import.meta.url).pathname
const serverSchema = z.object({ server: z.string(), key: z.string(), ts: z.string() })
const dialogSchema = z.object({
  messages: z.array(z.object({ from: z.enum(['user', 'community']), text: z.string() })),
})

export class ModelWorld {
  readonly pool: pg.Pool
  /** A client of the sandbox; the sandbox itself runs in this process. */
  readonly vk: VkProcess
  readonly #sandbox: RunningSandbox
  readonly #drop: () => Promise<void>
  readonly #regions: Regions
  #life: Life | null = null
  deaths = 0

  private constructor(pool: pg.Pool, sandbox: RunningSandbox, regions: Regions, drop: () => Promise<void>) {
    this.pool = pool
    this.vk = new VkProcess({ SANDBOX_PORT: String(sandbox.port) })
    this.#sandbox = sandbox
    this.#regions = regions
    this.#drop = drop
  }

  static async create(): Promise<ModelWorld> {
    const database = await createTestDatabase()
    const sandbox = await startSandbox({
      port: 0,
      regionDir,
      seed: 1,
      requestsPerSecond: Number.POSITIVE_INFINITY,
    })
    const pool = createPool({ url: database.url, connectionsMax: 6, onError: () => {} })
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
    const imported = await importRegionFolder(createImportStore(prisma), regionDir, { topicsFile: taxonomy })
    if (!imported.ok) throw new Error('the sample region does not import')
    const regions = new Regions(
      { loadRegion: () => loadRegion(prisma), directoryVersion: () => directoryVersion(prisma) },
      (directory) => buildUnderstand(directory, null),
    )
    const world = new ModelWorld(pool, sandbox, regions, () => database.drop())
    await world.#connect()
    return world
  }

  async newPerson(): Promise<number> {
    const created = await this.vk.control('users', { firstName: 'Вера', lastName: 'Тихая' })
    return z.object({ userId: z.number() }).parse(created).userId
  }

  async say(userId: number, text: string): Promise<void> {
    await this.vk.control('messages', { groupId: publicGroupId, userId, text })
  }

  /** What the community has said to the person. */
  async heard(userId: number): Promise<readonly string[]> {
    const dialog = await this.vk.control(`dialog?groupId=${publicGroupId}&userId=${userId}`)
    return dialogSchema
      .parse(dialog)
      .messages.flatMap(({ from, text }) => (from === 'community' ? [text] : []))
  }

  poll(diesAfter: number | null): Promise<void> {
    return this.#live((life) => life.poll(publicGroupId, diesAfter))
  }

  handle(diesAfter: number | null): Promise<void> {
    return this.#live((life) => life.handle(diesAfter))
  }

  send(diesAfter: number | null): Promise<void> {
    return this.#live((life) => life.send(diesAfter))
  }

  /** The process ends between two of its steps. */
  async die(): Promise<void> {
    const life = this.#life
    this.#life = null
    await life?.bury()
  }

  async stop(): Promise<void> {
    await this.die()
    await this.#sandbox.stop()
    await this.pool.end()
    await this.#drop()
  }

  async #live(work: (life: Life) => Promise<void>): Promise<void> {
    this.#life ??= await Life.begin({
      pool: this.pool,
      vkUrl: this.#sandbox.url,
      instanceId,
      regions: this.#regions,
    })
    await work(this.#life)
    if (!this.#life.isDead) return
    this.deaths += 1
    await this.die()
  }

  /** Ours is the only process, and it polls from now on. */
  async #connect(): Promise<void> {
    await createLeaseStore(this.pool, instanceId).claim(true)
    const { communities } = await this.vk.state()
    const token = communities.find(({ groupId }) => groupId === publicGroupId)?.token ?? ''
    const answer = await this.vk.call(token, 'groups.getLongPollServer', { group_id: publicGroupId })
    const { server, key, ts } = serverSchema.parse(answer)
    await this.pool.query('update poll_cursors set server = $2, key = $3, ts = $4 where group_id = $1', [
      publicGroupId,
      server,
      key,
      ts,
    ])
    await this.pool.query(`update poll_cursors set lease_expires_at = now() + interval '1 hour'`)
  }
}
