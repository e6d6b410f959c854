/** The outbox by itself: rows that are all there at once, until the sandbox has taken the last of them. */
import { setTimeout as delay } from 'node:timers/promises'
import { query } from './database.ts'
import { startProduct } from './product.ts'
import { firstStaffId } from './region.ts'
import { type Bench, prepare } from './runs.ts'
import { type Usage, UsageMeter } from './usage.ts'

export interface OutboxRun {
  readonly communities: number
  readonly rows: number
  /** Between the first and the last message. */
  readonly seconds: number
  /** Every row was sent once, as a message of its own, in the order of its dialogue. */
  readonly isEven: boolean
  readonly usage: Usage
}

/** Half of what VK lets each token send in the time: the limit shall not be what is measured. */
const rowsPerSecond = 10
const timeoutMs = 300_000

export async function runOutbox(
  bench: Bench,
  { communities, seconds }: { readonly communities: number; readonly seconds: number },
): Promise<OutboxRun> {
  const { databaseUrl, region, sandbox, sandboxUrl } = await prepare(bench, communities)
  const product = await startProduct({ workFolder: bench.workFolder, databaseUrl, sandboxUrl, communities })
  const meter = new UsageMeter({ bot: product.pid, sandbox: sandbox.pid, database: bench.server.pid })
  meter.mark('begin')
  const firstGroupId = region.communities[0]?.groupId ?? 0
  const rounds = rowsPerSecond * seconds
  // Those who work in a community may be written to from the start; neighbours in the table are of different communities.
  await query(
    databaseUrl,
    `insert into outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
     select ${firstGroupId} + place, ${firstStaffId} + place, 'message',
       json_build_object('message', 'Обращение № ' || round || ' принято. Первый ответ — до завтра, 12:00.',
         'dont_parse_links', '1', 'disable_mentions', '1'), round * ${communities} + place + 1, now(), now()
     from generate_series(1, ${rounds}) round, generate_series(0, ${communities - 1}) place order by round, place`,
  )
  await allSent(databaseUrl)
  meter.mark('end')
  const books = await readBooks(databaseUrl)
  await product.stop()
  await sandbox.stop()
  return { communities, ...books, usage: meter.usage }
}

async function allSent(databaseUrl: string): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const [row] = await query<{ waiting: boolean }>(
      databaseUrl,
      "select exists (select 1 from outbox where status = 'pending') as waiting",
    )
    if (row?.waiting !== true) return
    if (performance.now() > deadline) throw new Error('the outbox was not sent in five minutes')
    await delay(200)
  }
}

/** Numbers that VK gave within a dialogue: a message that was sent twice would have one, and order would show in them. */
async function readBooks(databaseUrl: string): Promise<Pick<OutboxRun, 'rows' | 'seconds' | 'isEven'>> {
  const [books] = await query<{ rows: number; seconds: number; unsent: number; disordered: number }>(
    databaseUrl,
    `select count(*)::int as rows, extract(epoch from max(sent_at) - min(sent_at))::float8 as seconds,
       count(*) filter (where status <> 'sent')::int as unsent,
       count(*) filter (where cmid is null or cmid <= before)::int as disordered
     from (select *, coalesce(lag(cmid) over (partition by group_id, peer_id order by id), 0) as before from outbox) o`,
  )
  if (books === undefined) throw new Error('no rows')
  const { rows, seconds, unsent, disordered } = books
  return { rows, seconds, isEven: unsent === 0 && disordered === 0 }
}
