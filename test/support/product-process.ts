/** The built product as a person runs it: a process with a folder, settings and a terminal. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { waitFor } from './wait-for.ts'

const root = path.resolve(import.meta.dirname, '../..')
const startTimeoutMs = 90_000
const exitTimeoutMs = 30_000

export type Settings = Readonly<Record<string, string>>

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export class ProductProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<Ended>
  #output = ''

  constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    this.#ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }))
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the process did not start')
    return this.#child.pid
  }

  /** All that was written to the terminal so far, log included. */
  get output(): string {
    return this.#output
  }

  /** Waits for the line with `otklik ready`. */
  async ready(): Promise<void> {
    await waitFor(() => this.#output.includes('otklik ready') || this.#hasEnded(), {
      timeoutMs: startTimeoutMs,
      what: `the product to be ready; it said:\n${this.#output}`,
    })
    if (!this.#output.includes('otklik ready')) throw new Error(`the product ended:\n${this.#output}`)
  }

  async ended(): Promise<Ended> {
    const stuck = AbortSignal.timeout(exitTimeoutMs)
    return Promise.race([
      this.#ended,
      once(stuck, 'abort').then(() => {
        throw new Error(`the product does not end; it said:\n${this.#output}`)
      }),
    ])
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal)
    return this.ended()
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}

/** A folder of its own for one installation, with free ports. `clear` ends what is left of it. */
export class Installation {
  readonly folder: string
  readonly settings: Settings
  readonly #started: ProductProcess[] = []

  private constructor(folder: string, settings: Settings) {
    this.folder = folder
    this.settings = settings
  }

  static async create(settings: Settings = {}): Promise<Installation> {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-product-'))
    const [port, sandboxPort] = await freePorts(2)
    return new Installation(folder, {
      DATA_DIR: path.join(folder, 'data'),
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      LOG_LEVEL: 'trace',
      ...settings,
    })
  }

  get url(): string {
    return `http://127.0.0.1:${this.settings['PORT'] ?? ''}`
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${this.settings['SANDBOX_PORT'] ?? ''}`
  }

  start(settings: Settings = {}): ProductProcess {
    return this.#spawn(['dist/src/main.js'], settings)
  }

  /** `otklik <command>`; the result when it has ended. */
  async command(...argv: readonly string[]): Promise<Ended & { readonly output: string }> {
    const child = this.#spawn(['dist/src/otklik.js', ...argv], {})
    return { ...(await child.ended()), output: child.output }
  }

  /** Process id of the embedded database; null when none is there. */
  async databasePid(): Promise<number | null> {
    const file = path.join(this.settings['DATA_DIR'] ?? '', 'postgres', 'postmaster.pid')
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
    return pid > 1 && isAlive(pid) ? pid : null
  }

  async clear(): Promise<void> {
    for (const started of this.#started) kill(started.pid)
    const databasePid = await this.databasePid()
    if (databasePid !== null) kill(databasePid)
    await waitFor(() => databasePid === null || !isAlive(databasePid))
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #spawn([program, ...argv]: readonly [string, ...string[]], settings: Settings): ProductProcess {
    const child = spawn(process.execPath, [path.join(root, program), ...argv], {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ANSWER_UNDO_SECONDS: '0',
        ...this.settings,
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = new ProductProcess(child)
    this.#started.push(started)
    return started
  }
}

/** Below those that systems give to whoever asks for any: nobody takes one of them by chance before we do. */
const portMin = 12_000
const portsCount = 20_000

/** Ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = portMin + randomInt(portsCount)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}

/** The process and all it started, by what Linux tells of every process. */
export async function treeOf(pid: number): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number)
  const parents = new Map(
    await Promise.all(
      ids.map(async (id) => {
        const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
        return [id, Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2])] as const
      }),
    ),
  )
  const below = (parent: number): readonly number[] =>
    ids.flatMap((id) => (parents.get(id) === parent ? [id, ...below(id)] : []))
  return [pid, ...below(pid)]
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export const isListening = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )
