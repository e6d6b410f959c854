/**
 * The hash chain that makes tampering with the event log visible. A background pass seals stretches of the log in the
 * order of their numbers, so writing an event costs nothing more; what is changed, deleted or slipped in later no
 * longer agrees with its seal, and each seal contains the one before.
 *
 * Sealing hashes inside PostgreSQL; verifying reads the rows and hashes here.
 */
import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { EventSeals, LogDamage, LogVerification } from '../app/statistics/ports.ts'
import { settledEventId } from './settled-events.ts'

/** Everything an event says, in one spelling. */
const line = `jsonb_build_array(id, ticket_id, group_id, type, (extract(epoch from at) * 1000)::bigint,
  (extract(epoch from vk_at) * 1000)::bigint, actor_kind, actor_id, institution_id, facts)::text`

const stretchMax = 10_000
const traceBytes = 16
const idBytes = 8
const damagesMax = 100
/** Two processes of one installation must not make two chains. */
const sealingLock = 6_180_339

const sealStretch = `
with leaves as (
  select id, sha256(convert_to(${line}, 'UTF8')) as leaf from ticket_events
  where id > $1 and id <= $2 order by id limit ${stretchMax})
insert into event_seals (last_id, events, traces, hash)
select max(id), count(*), string_agg(int8send(id) || substr(leaf, 1, ${traceBytes - idBytes}), ''::bytea order by id),
  sha256($3::bytea || string_agg(leaf, ''::bytea order by id))
from leaves having count(*) > 0 returning events`

const lastSeal = `select number, last_id, hash from event_seals order by number desc limit 1`
const beforeTheFirst = Buffer.alloc(32)

export function createEventSeals(pool: Pool): EventSeals {
  return { seal: () => sealSettled(pool), verify: (expected) => verify(pool, expected) }
}

async function sealSettled(pool: Pool): Promise<number> {
  const upTo = await settledEventId(pool)
  if (upTo === null) return 0
  let sealed = 0
  for (let last = stretchMax; last === stretchMax;) {
    last = await sealOne(pool, upTo)
    sealed += last
  }
  return sealed
}

async function sealOne(pool: Pool, upTo: number): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [sealingLock])
    const { rows } = await client.query<{ last_id: string; hash: Buffer }>(lastSeal)
    const [before] = rows
    const sealed = await client.query<{ events: number }>(sealStretch, [
      before?.last_id ?? 0,
      upTo,
      before?.hash ?? beforeTheFirst,
    ])
    await client.query('commit')
    return sealed.rows[0]?.events ?? 0
  } catch (error) {
    await client.query('rollback').catch(() => {
      // The connection is gone, and with it the transaction.
    })
    throw error
  } finally {
    client.release()
  }
}

interface Seal {
  readonly number: number
  readonly last_id: string
  readonly traces: Buffer
  readonly hash: Buffer
}

interface Chain {
  readonly lastId: string
  readonly hash: Buffer
}

/** In one snapshot: what is sealed meanwhile belongs to the next verification. */
async function verify(pool: Pool, expected: string | undefined): Promise<LogVerification> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    return await verifySnapshot(client, expected)
  } finally {
    await client.query('rollback').catch(() => {
      // Nothing was written.
    })
    client.release()
  }
}

async function verifySnapshot(client: PoolClient, expected: string | undefined): Promise<LogVerification> {
  const damages: LogDamage[] = []
  let chain: Chain = { lastId: '0', hash: beforeTheFirst }
  let [number, seals, events, isExpectedFound] = [0, 0, 0, false]
  for (;;) {
    const seal = await nextSeal(client, number)
    if (seal === undefined) break
    const checked = await checkSeal(client, chain, seal)
    damages.push(...checked.damages)
    events += checked.events
    seals += 1
    isExpectedFound ||= seal.hash.toString('hex') === expected?.toLowerCase()
    number = seal.number
    chain = { lastId: seal.last_id, hash: seal.hash }
  }
  return {
    events,
    seals,
    unsealed: await countAfter(client, chain.lastId),
    head: seals === 0 ? null : chain.hash.toString('hex'),
    damages: damages.slice(0, damagesMax),
    isExpectedFound: expected === undefined ? null : isExpectedFound,
  }
}

async function nextSeal(client: PoolClient, after: number): Promise<Seal | undefined> {
  const { rows } = await client.query<Seal>(
    'select number, last_id, traces, hash from event_seals where number > $1 order by number limit 1',
    [after],
  )
  return rows[0]
}

async function checkSeal(
  client: PoolClient,
  before: Chain,
  seal: Seal,
): Promise<{ readonly events: number; readonly damages: readonly LogDamage[] }> {
  const { rows } = await client.query<{ id: string; line: string }>(
    `select id, ${line} as line from ticket_events where id > $1 and id <= $2 order by id`,
    [before.lastId, seal.last_id],
  )
  const chained = createHash('sha256').update(before.hash)
  const found = new Map<number, string>()
  for (const row of rows) {
    const leaf = createHash('sha256').update(row.line).digest()
    chained.update(leaf)
    found.set(Number(row.id), leaf.toString('hex', 0, traceBytes - idBytes))
  }
  const damages = compareTraces(readTraces(seal.traces), found)
  const isWhole = chained.digest().equals(seal.hash)
  if (damages.length === 0 && !isWhole) damages.push({ kind: 'sealBroken', seal: seal.number })
  return { events: rows.length, damages }
}

function readTraces(traces: Buffer): ReadonlyMap<number, string> {
  const read = new Map<number, string>()
  for (let at = 0; at + traceBytes <= traces.length; at += traceBytes)
    read.set(Number(traces.readBigInt64BE(at)), traces.toString('hex', at + idBytes, at + traceBytes))
  return read
}

function compareTraces(sealed: ReadonlyMap<number, string>, found: ReadonlyMap<number, string>): LogDamage[] {
  const damages: LogDamage[] = []
  for (const [eventId, trace] of sealed) {
    const now = found.get(eventId)
    if (now === undefined) damages.push({ kind: 'deleted', eventId })
    else if (now !== trace) damages.push({ kind: 'changed', eventId })
  }
  for (const eventId of found.keys()) if (!sealed.has(eventId)) damages.push({ kind: 'added', eventId })
  return damages
}

async function countAfter(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from ticket_events where id > $1',
    [id],
  )
  return rows[0]?.count ?? 0
}
