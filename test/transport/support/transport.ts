import type { Pool } from 'pg'
import type { Log } from '../../../src/app/transport-ports.ts'
import { groupId, type GroupId } from '../../../src/domain/ids.ts'
import { Temporal, type Clock } from '../../../src/domain/time.ts'
import { createPool } from '../../../src/db/pool.ts'
import { createTestDatabase } from '../../support/database.ts'

export const systemClock: Clock = { now: () => Temporal.Now.instant() }
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }
/** For rows without files. */
export const noUpload = (): Promise<string> => Promise.reject(new Error('nothing was to be uploaded'))
export const half = (): number => 0.5

export interface TestPool {
  readonly pool: Pool
  drop(): Promise<void>
}

export async function createTestPool(): Promise<TestPool> {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, connectionsMax: 6, onError: () => {} })
  return {
    pool,
    drop: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

let lastGroup = 700_000

/** A community of its own for a test, held by `instance` unless told otherwise. */
export async function givenCommunity(
  pool: Pool,
  { instance = 'one', cursor = null, token, groupId: given }: GivenCommunity = {},
): Promise<{ readonly groupId: GroupId; readonly token: string }> {
  lastGroup += 1
  const id = groupId(given ?? lastGroup)
  const key = token ?? `token-${lastGroup}`
  await pool.query('INSERT INTO communities (group_id, title, token) VALUES ($1, $2, $3)', [
    id,
    'Школа № 5',
    key,
  ])
  await pool.query(
    `INSERT INTO poll_cursors (group_id, server, key, ts, lease_holder, lease_expires_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $5::text IS NULL THEN NULL ELSE now() + interval '30 s' END)`,
    [id, cursor?.server ?? null, cursor?.key ?? null, cursor?.ts ?? null, instance],
  )
  return { groupId: id, token: key }
}

interface GivenCommunity {
  readonly groupId?: number
  readonly instance?: string | null
  readonly cursor?: { readonly server: string; readonly key: string; readonly ts: string } | null
  readonly token?: string
}

/** An update as VK sends it. */
export function messageNew(userId: number, cmid: number, text: string): MessageNew {
  const message = {
    id: 0,
    version: 10_000,
    date: 1_790_000_000,
    from_id: userId,
    peer_id: userId,
    conversation_message_id: cmid,
    out: 0,
    text,
    attachments: [],
  }
  const event_id = `${userId}-${cmid}`.padEnd(40, '0')
  return { type: 'message_new', event_id, v: '5.199', group_id: 1, object: { message, client_info: {} } }
}

interface MessageNew {
  readonly type: string
  readonly event_id: string
  readonly v: string
  readonly group_id: number
  readonly object: { readonly message: object; readonly client_info: object }
}

export const messageOf = ({ object }: MessageNew): object => object.message
