import { sampleMachine, sampleProcess, sampleTree } from './cpu.ts'

/** Processes whose CPU time is told apart; the database with all its backends. */
export interface Watched {
  readonly bot?: number
  readonly sandbox?: number
  readonly database?: number
}

export interface Usage {
  readonly seconds: number
  readonly botCpuSeconds: number
  readonly sandboxCpuSeconds: number
  readonly databaseCpuSeconds: number
  /** Cores that processes outside of the benchmark kept busy: the noise. */
  readonly foreignCores: number
  readonly botRssBytes: number
}

/** CPU time between two moments; call `begin` and `end` once each. */
export class UsageMeter {
  readonly #watched: Watched
  #begin = takeSample({})
  #usage: Usage | null = null

  constructor(watched: Watched) {
    this.#watched = watched
  }

  mark(edge: string): void {
    if (edge === 'begin') {
      this.#begin = takeSample(this.#watched)
      return
    }
    const [begin, end] = [this.#begin, takeSample(this.#watched)]
    const seconds = (end.atMs - begin.atMs) / 1000
    const [bot, sandbox, database, own] = [
      end.bot.cpuSeconds - begin.bot.cpuSeconds,
      end.sandbox.cpuSeconds - begin.sandbox.cpuSeconds,
      end.database.cpuSeconds - begin.database.cpuSeconds,
      end.own.cpuSeconds - begin.own.cpuSeconds,
    ]
    this.#usage = {
      seconds,
      botCpuSeconds: bot,
      sandboxCpuSeconds: sandbox,
      databaseCpuSeconds: database,
      foreignCores: Math.max(0, (end.machine - begin.machine - bot - sandbox - database - own) / seconds),
      botRssBytes: end.bot.rssBytes,
    }
  }

  get usage(): Usage {
    if (this.#usage === null) throw new Error('the window did not end')
    return this.#usage
  }
}

const nothing = { cpuSeconds: 0, rssBytes: 0 }

const takeSample = ({ bot, sandbox, database }: Watched) => ({
  atMs: performance.now(),
  bot: bot === undefined ? nothing : sampleProcess(bot),
  sandbox: sandbox === undefined ? nothing : sampleProcess(sandbox),
  database: database === undefined ? nothing : sampleTree(database),
  own: sampleProcess(process.pid),
  machine: sampleMachine(),
})
