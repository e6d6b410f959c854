import type { Pool, PoolClient } from 'pg'

/** Commits what `work` wrote, or nothing of it. */
export async function inTransaction<Value>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => {
      // The connection is gone, and with it the transaction.
    })
    throw error
  } finally {
    client.release()
  }
}
