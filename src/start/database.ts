/** The database of this installation: an external one by DATABASE_URL, or the embedded server in the data folder. */
import { type EmbeddedServer, startEmbeddedServer } from '../db/embedded-server.ts'
import { migrate } from '../db/migrate.ts'
import type { Logger } from '../log.ts'

export interface Database {
  readonly url: string
  stop(): Promise<void>
}

export async function openDatabase(
  config: { readonly databaseUrl: string | null; readonly dataDir: string },
  say: (text: string) => void,
  log: Logger,
): Promise<Database> {
  const server = config.databaseUrl === null ? await startEmbedded(config.dataDir, say, log) : null
  const url = config.databaseUrl ?? server?.url ?? ''
  try {
    const { edited } = await migrate({ url, onProgress: say })
    if (edited.length > 0) log.warn({ migrations: edited }, 'applied migrations were edited afterwards')
  } catch (error) {
    await server?.stop()
    throw error
  }
  return { url, stop: async () => server?.stop() }
}

async function startEmbedded(
  dataFolder: string,
  say: (text: string) => void,
  log: Logger,
): Promise<EmbeddedServer> {
  return startEmbeddedServer({
    dataFolder,
    onProgress: say,
    onCrash: (outcome, cause) => log.error({ outcome, err: cause }, 'the embedded database died'),
  })
}
