/** The database for a command: the running product's, or one started for the command alone. */
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import type { Config } from '../config.ts'
import { borrowEmbeddedServer } from '../db/embedded-server.ts'
import { PrismaClient } from '../db/generated/client.ts'
import { migrate } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'

export interface CommandDatabase {
  readonly pool: Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

const connectionsMax = 3

export async function openCommandDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  stderr: (text: string) => void,
): Promise<CommandDatabase> {
  const onProgress = (text: string): void => stderr(`${text}\n`)
  const server =
    config.databaseUrl === null
      ? await borrowEmbeddedServer({ dataFolder: config.dataDir, onProgress })
      : null
  const url = config.databaseUrl ?? server?.url ?? ''
  try {
    await migrate({ url, onProgress })
    const pool = createPool({ url, connectionsMax, onError: () => {} })
    const prisma = new PrismaClient({
      adapter: new PrismaPg(pool),
      transactionOptions: { maxWait: 30_000, timeout: 60_000 },
    })
    const close = async (): Promise<void> => {
      await prisma.$disconnect()
      await pool.end()
      await server?.stop()
    }
    return { pool, prisma, close }
  } catch (error) {
    await server?.stop()
    throw error
  }
}
