import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../../test/support/database.ts'
import { createPool } from './pool.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await database.drop()
})

it('survives a connection that breaks between two queries of a transaction', async () => {
  const unhandled: unknown[] = []
  const remember = (error: unknown): unknown => unhandled.push(error)
  process.on('uncaughtException', remember)
  const pool = createPool({ url: database.url, connectionsMax: 2, onError: () => undefined })
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')

    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await delay(100)

    await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminat/u)
    expect(unhandled).toEqual([])
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  } finally {
    process.off('uncaughtException', remember)
    client.release(true)
    await pool.end()
  }
})
