import type { Pool, PoolClient } from 'pg'

/** What answers one query at a time: the pool, or a connection with something of its own. */
export type Queried = Pool | PoolClient
