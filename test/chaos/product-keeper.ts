/** Keeps the built product running as a service manager would, and kills it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { waitFor } from '../support/wait-for.ts'
import type { Ledger } from './ledger.ts'

const program = path.resolve(import.meta.dirname, '../../dist/src/main.js')
const readyTimeoutMs = 90_000
const lastWordsLength = 4_000
/** A start that was refused, because the database was away at that moment, is tried again as by a service manager. */
const againMs = 300

interface Life {
  readonly child: ChildProcess
  isReady: boolean
  /** Why it ends, when it is we who end it. */
  isExpected: boolean
  lastWords: string
}

export class ProductKeeper {
  readonly #environment: Readonly<Record<string, string>>
  readonly #ledger: Ledger
  #life: Life | null = null
  #isKept = false
  #keeping: Promise<void> = Promise.resolve()
  #downMs = 0
  #startMs = 0

  constructor(environment: Readonly<Record<string, string>>, ledger: Ledger) {
    this.#environment = environment
    this.#ledger = ledger
  }

  start(): void {
    this.#isKept = true
    this.#keeping = this.#keep()
  }

  get isReady(): boolean {
    return this.#life?.isReady === true
  }

  /** How long the last start took. */
  get startMs(): number {
    return this.#startMs
  }

  async ready(): Promise<void> {
    await waitFor(() => this.isReady, {
      timeoutMs: readyTimeoutMs,
      what: `the product; its last words:\n${this.#life?.lastWords ?? 'none'}`,
    })
  }

  /** `kill -9` at once, whatever it does; it comes back after `downMs`. */
  kill(downMs: number): void {
    if (this.#life === null) return
    this.#ledger.note(
      'kill',
      `killed${this.isReady ? '' : ' while it started'}, down for ${Math.round(downMs)} ms`,
    )
    this.#end('SIGKILL', downMs)
  }

  /** As a deployment does it. */
  terminate(): void {
    if (!this.isReady) return
    this.#ledger.note('orderly stop')
    this.#end('SIGTERM', 0)
  }

  /** Nothing of it runs until `thaw`, as on a machine that swaps, or is moved to another host. */
  freeze(): void {
    this.#ledger.note('freeze')
    this.#life?.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.#life?.child.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    this.thaw()
    this.#isKept = false
    this.#end('SIGTERM', 0)
    await this.#keeping
  }

  #end(signal: NodeJS.Signals, downMs: number): void {
    const life = this.#life
    if (life === null) return
    this.#downMs = downMs
    life.isExpected = true
    life.isReady = false
    life.child.kill(signal)
  }

  async #keep(): Promise<void> {
    while (this.#isKept) {
      await this.#live()
      await delay(this.#downMs)
      this.#downMs = 0
    }
  }

  async #live(): Promise<void> {
    const spawnedMs = performance.now()
    const child = spawn(process.execPath, [program], {
      env: { ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const life: Life = { child, isReady: false, isExpected: false, lastWords: '' }
    this.#life = life
    let wasReady = false
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        life.lastWords = (life.lastWords + text).slice(-lastWordsLength)
        if (wasReady || !life.lastWords.includes('otklik ready')) return
        wasReady = true
        life.isReady = !life.isExpected
        this.#startMs = performance.now() - spawnedMs
        this.#ledger.note('start', `ready after ${Math.round(this.#startMs)} ms`)
      })
    }
    await once(child, 'close')
    this.#life = null
    if (life.isExpected) return
    if (wasReady)
      this.#ledger.alarm(
        `the product ended by itself (${child.exitCode ?? child.signalCode ?? 'no code'}):\n${life.lastWords}`,
      )
    else this.#ledger.note('start refused', `a start was refused: ${lastLine(life.lastWords)}`)
    this.#downMs = againMs
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
