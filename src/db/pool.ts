import pg from 'pg'

export interface PoolOptions {
  readonly url: string
  readonly connectionsMax: number
  /** A connection that nobody was using broke (database restart, network): for the log; the pool replaces it by itself. */
  readonly onError: (error: Error) => void
}

const connectTimeoutMs = 10_000
const idleTimeoutMs = 60_000
/** Above any query of ours; a runaway one must not hold its connection for ever. */
const statementTimeoutMs = 60_000
/** A transaction whose process hangs must not hold its locks for ever. */
const idleTransactionTimeoutMs = 30_000

/** Connections to the database. Close with `pool.end()`. */
export function createPool({ url, connectionsMax, onError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    keepAlive: true,
    application_name: 'otklik',
  })
  // Without a listener a restart of the database would end the process.
  pool.on('error', onError)
  // The pool listens only while nobody uses the connection. One that breaks between two queries of a transaction fails
  // the next of them; its own event, unheard, would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
