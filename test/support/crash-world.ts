/** A region, its sandbox and a product that may die at any moment and is then started again. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { createPool } from '../../src/db/pool.ts'
import { createTestDatabase } from './database.ts'
import { type CompiledProgram, compileProgram } from './compile-program.ts'
import { regionDir } from './product.ts'
import { PatientTalk } from './crash-talk.ts'
import { waitFor } from './wait-for.ts'

const taxonomy = path.resolve(import.meta.dirname, '../../taxonomy/topics.csv')
const startTimeoutMs = 60_000
/** Longer than a dying process needs to be seen dead. */
const deathMs = 2_000
const settleMs = 60_000

const report = z.union([
  z.object({ step: z.string() }),
  z.object({ armed: z.string().nullable() }),
  z.object({ listening: z.literal(true) }),
])

export class CrashWorld {
  readonly sandbox: RunningSandbox
  readonly pool: pg.Pool
  readonly #databaseUrl: string
  readonly #program: CompiledProgram
  readonly #drop: () => Promise<void>
  #child: ChildProcess | null = null
  #isKept = false
  #restarting: Promise<void> = Promise.resolve()
  #steps: string[] = []
  #deaths = 0

  private constructor(
    database: { readonly url: string; drop(): Promise<void> },
    sandbox: RunningSandbox,
    pool: pg.Pool,
    program: CompiledProgram,
  ) {
    this.#program = program
    this.#databaseUrl = database.url
    this.#drop = () => database.drop()
    this.sandbox = sandbox
    this.pool = pool
  }

  static async create(): Promise<CrashWorld> {
    const database = await createTestDatabase()
    const sandbox = await startSandbox({ port: 0, regionDir, seed: 1 })
    const pool = createPool({ url: database.url, connectionsMax: 4, onError: () => {} })
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
    const imported = await importRegionFolder(createImportStore(prisma), regionDir, { topicsFile: taxonomy })
    if (!imported.ok)
      throw new Error(`the sample region does not import: ${JSON.stringify(imported.refusal)}`)
    return new CrashWorld(database, sandbox, pool, await compileProgram('crashing-product'))
  }

  /** How often the product died at its step or by `kill`. */
  get deaths(): number {
    return this.#deaths
  }

  /** Steps passed since the last `arm` or start. */
  get steps(): readonly string[] {
    return this.#steps
  }

  /** A fresh process; `dieAt` counts from its first moment. From now on, whenever it dies another is started. */
  async start(dieAt: string | null = null): Promise<void> {
    this.#isKept = true
    await this.#launch(dieAt)
  }

  /** Names the step at which the running process dies; the count begins anew. */
  async arm(dieAt: string | null): Promise<void> {
    const child = this.#running()
    this.#steps = []
    child.send({ dieAt })
    await this.#told(child, (message) => 'armed' in message)
    this.#steps = []
  }

  /** `kill -9`, and nobody starts another. */
  async kill(): Promise<void> {
    this.#isKept = false
    await this.#restarting
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  /** Everything heard is handled and everything decided is sent; a death that is due has happened. */
  async settle(deathsExpected: number): Promise<void> {
    await waitFor(() => this.#deaths >= deathsExpected, { timeoutMs: deathMs }).catch(() => undefined)
    await this.#restarting
    await waitFor(
      async () => {
        const { rows } = await this.pool.query<{ waiting: number }>(
          `select ((select count(*) from inbox where status = 'pending')
                 + (select count(*) from outbox where status = 'pending'))::int as waiting`,
        )
        return rows[0]?.waiting === 0
      },
      { timeoutMs: settleMs, what: 'inbox and outbox to become empty' },
    )
  }

  talk(userId: number, groupId: number): PatientTalk {
    return new PatientTalk(this.sandbox.url, userId, groupId)
  }

  async newPerson(): Promise<number> {
    return z
      .object({ userId: z.number() })
      .parse(await this.control('users', { firstName: 'Вера', lastName: 'Тихая' })).userId
  }

  async control(what: string, body?: unknown): Promise<unknown> {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${this.sandbox.url}/sandbox/${what}`, request)
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  async stop(): Promise<void> {
    await this.kill()
    await this.sandbox.stop()
    await this.pool.end()
    await this.#drop()
    await this.#program.remove()
  }

  async #launch(dieAt: string | null): Promise<void> {
    const settings = {
      databaseUrl: this.#databaseUrl,
      vkApiUrl: `${this.sandbox.url}/method`,
      dieAt,
    }
    const child = fork(this.#program.file, [JSON.stringify(settings)], { execArgv: [] })
    this.#child = child
    this.#steps = []
    child.on('message', (message) => {
      const told = report.parse(message)
      if ('step' in told) this.#steps.push(told.step)
    })
    const exited = once(child, 'exit')
    void exited.then(() => this.#onDeath(child))
    const isListening = this.#told(child, (message) => 'listening' in message)
    await Promise.race([isListening, exited])
  }

  #onDeath(child: ChildProcess): void {
    if (child !== this.#child) return
    this.#deaths += 1
    if (child.signalCode !== 'SIGKILL') {
      this.#isKept = false
      process.stderr.write(`the product ended by itself: ${child.exitCode ?? child.signalCode}\n`)
    }
    if (this.#isKept) this.#restarting = this.#launch(null)
  }

  #running(): ChildProcess {
    if (this.#child === null) throw new Error('the product was not started')
    return this.#child
  }

  async #told(child: ChildProcess, isIt: (message: z.infer<typeof report>) => boolean): Promise<void> {
    const signal = AbortSignal.timeout(startTimeoutMs)
    await new Promise<void>((resolve, reject) => {
      const listen = (message: unknown): void => {
        if (!isIt(report.parse(message))) return
        child.off('message', listen)
        resolve()
      }
      child.on('message', listen)
      signal.addEventListener('abort', () => reject(new Error('the product did not answer in time')))
    })
  }
}
