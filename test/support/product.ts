/** A whole product in one process for flow tests: real database, the sandbox over real HTTP, real scenes. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts'
import type { FileStorage } from '../../src/app/file-ports.ts'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import type { ModelShelf } from '../../src/app/console/text-models.ts'
import { createProduct, type Product } from '../../src/compose.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { createPool } from '../../src/db/pool.ts'
import { type Clock, type Instant, Temporal } from '../../src/domain/time.ts'
import { createLocalStorage } from '../../src/files/local-storage.ts'
import { createLog } from '../../src/log.ts'
import { realSecrets } from '../../src/secrets.ts'
import { type Tracer, noTracer } from '../../src/app/tracer.ts'
import type { Metrics } from '../../src/web/metrics.ts'
import { createTestDatabase } from './database.ts'
import { judgeTraffic } from './referee.ts'
import { Talk } from './talk.ts'
import type pg from 'pg'
import { z } from 'zod'

export interface TestProduct {
  readonly product: Product
  readonly sandbox: RunningSandbox
  readonly pool: pg.Pool
  readonly metrics: Metrics | null
  readonly tracer: Tracer
  /** Where copies of files lie. */
  readonly filesFolder: string
  /** A person in a dialogue with a community. */
  talk(userId: number, groupId: number): Talk
  /** Somebody nobody knows, in a dialogue with a community. */
  newcomer(groupId: number): Promise<Talk>
  /** Allows or forbids a community to write to a person. */
  permit(permission: {
    readonly groupId: number
    readonly userId: number
    readonly allowed: boolean
  }): Promise<void>
  /** An attachment as the sandbox gives it to those who upload a picture. */
  uploadPhoto(): Promise<unknown>
  /** Ends the product as a crash of its process would, and starts another on the same database. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')
export const regionDir = path.join(root, 'sandbox', 'region')
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const taxonomy = path.join(root, 'taxonomy', 'topics.csv')

/** A clock that runs from where the test puts it. */
export class TestClock implements Clock {
  #offsetMs = 0

  now(): Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() + this.#offsetMs)
  }

  /** Before anything is started: the time to begin at. */
  startAt(moment: Instant): void {
    this.#offsetMs = moment.epochMilliseconds - Date.now()
  }

  /** Moves the product's clock and the sandbox's alike. */
  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000
  }
}

export interface TestProductOptions {
  readonly clock?: TestClock
  /** False when the test sends what VK would not, or nobody writes. */
  readonly isJudged?: boolean
  /** A folder of its own unless told otherwise. */
  readonly fileStorage?: FileStorage
  /** How long answers of staff can be called back; 0 when not given. */
  readonly undoSeconds?: number
  /** How long somebody is silent before words sent in a row are read as one; 0 when not given. */
  readonly silenceSeconds?: number
  /** Without it, nothing is forgotten by itself. */
  readonly personalDataMonths?: number
  /** As the region sets it; the usual words when not given. */
  readonly officialWays?: string
  /** The region's text models; none when left out. */
  readonly models?: ModelShelf
  /** Counts what passes. */
  readonly createMetrics?: (pool: pg.Pool) => Metrics
  /** Follows what passes. */
  readonly tracer?: Tracer
}

export async function startTestProduct(options: TestProductOptions = {}): Promise<TestProduct> {
  const clock = options.clock ?? new TestClock()
  const database = await createTestDatabase()
  const sandbox = await startSandbox({
    port: 0,
    regionDir,
    now: () => clock.now().epochMilliseconds,
    seed: 1,
  })
  const pool = createPool({ url: database.url, connectionsMax: 6, onError: () => {} })
  const filesFolder = await mkdtemp(path.join(tmpdir(), 'otklik-files-'))
  const metrics = options.createMetrics?.(pool) ?? null
  const tracer = options.tracer ?? noTracer
  const open = (): Product =>
    createProduct({
      pool,
      vkApiUrl: `${sandbox.url}/method`,
      instanceId: 'test',
      timeZone: 'Europe/Moscow',
      clock,
      random: Math.random,
      secrets: realSecrets,
      fileStorage: options.fileStorage ?? createLocalStorage(filesFolder),
      fileBytesMax: 1024 * 1024,
      ...(metrics === null ? {} : { meter: metrics.transport }),
      tracer,
      log: createLog(process.env['TEST_LOG'] ?? 'fatal'),
      undoSeconds: options.undoSeconds ?? 0,
      silenceSeconds: options.silenceSeconds ?? 0,
      ...(options.officialWays === undefined ? {} : { officialWays: options.officialWays }),
      personalDataMonths: options.personalDataMonths ?? 0,
      ...(options.models === undefined ? {} : { models: options.models }),
    })
  let product = open()
  const imported = await importRegionFolder(createImportStore(product.prisma), regionDir, {
    topicsFile: taxonomy,
  })
  if (!imported.ok) throw new Error(`the sample region does not import: ${JSON.stringify(imported.refusal)}`)
  product.start()
  await product.listening()
  const stop = async (): Promise<void> => {
    await product.stop()
    if (options.isJudged !== false) await judgeTraffic(sandbox.url)
    await sandbox.stop()
    await pool.end()
    await database.drop()
    await rm(filesFolder, { recursive: true })
  }
  return {
    metrics,
    tracer,
    filesFolder,
    get product() {
      return product
    },
    sandbox,
    pool,
    talk: (userId, groupId) => new Talk(sandbox.url, userId, groupId),
    async newcomer(groupId) {
      const body = JSON.stringify({ firstName: 'Зоя', lastName: 'Тестова' })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${sandbox.url}/sandbox/users`, { method: 'POST', headers, body })
      const created: unknown = await answer.json()
      return new Talk(sandbox.url, z.object({ userId: z.number() }).parse(created).userId, groupId)
    },
    async permit(permission) {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(permission)
      const answer = await fetch(`${sandbox.url}/sandbox/permissions`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`permissions: ${await answer.text()}`)
    },
    async uploadPhoto() {
      const form = new FormData()
      form.set('file', new Blob([onePixel], { type: 'image/png' }), 'photo.png')
      const answer = await fetch(`${sandbox.url}/sandbox/uploads`, { method: 'POST', body: form })
      const uploaded: unknown = await answer.json()
      return z.object({ attachment: z.unknown() }).parse(uploaded).attachment
    },
    async restart() {
      await product.stop()
      product = open()
      product.start()
      await product.listening()
    },
    stop,
  }
}
