import { allDone, type Bench, playLoad, prepare } from '../messages/runs.ts'
import { countWritten, query } from '../messages/database.ts'
import { dialogueCheck, type LoadFigures } from '../messages/figures.ts'
import { startProduct } from '../messages/product.ts'
import { type Usage, UsageMeter } from '../messages/usage.ts'
import { writeHistory } from './history.ts'
import type { Options } from './options.ts'

export interface GrowthRun {
  readonly tickets: number
  readonly citizens: number
  readonly databaseBytes: number
  readonly load: LoadFigures
  readonly usage: Usage
  readonly lost: number
  readonly doubled: number
  readonly unfinished: number
}

/** The product at the first offered rate, over a database with a past. */
export async function runGrowth(bench: Bench, options: Options, tickets: number): Promise<GrowthRun> {
  const { communities, citizens } = options
  const { region, databaseUrl, sandbox, sandboxUrl } = await prepare(bench, communities)
  await writeHistory(databaseUrl, region, { tickets, citizens })
  const [size] = await query<{ bytes: number }>(
    databaseUrl,
    'select pg_database_size(current_database())::float8 as bytes',
  )
  const product = await startProduct({
    workFolder: bench.workFolder,
    databaseUrl,
    sandboxUrl,
    communities: region.communities.length,
  })
  const meter = new UsageMeter({ bot: product.pid, sandbox: sandbox.pid, database: bench.server.pid })
  const offered = { kind: 'offer', perSecond: options.rates[0] ?? 100 } as const
  const load = await playLoad(bench, sandbox, offered, (edge) => meter.mark(edge))
  await allDone(databaseUrl)
  await product.stop()
  const { lost, doubled } = await sandbox.ask({ ask: 'check' }, dialogueCheck)
  const { unfinished } = await countWritten(databaseUrl)
  await sandbox.stop()
  const databaseBytes = size?.bytes ?? 0
  return { tickets, citizens, databaseBytes, load, usage: meter.usage, lost, doubled, unfinished }
}
