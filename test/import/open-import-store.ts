import { PrismaPg } from '@prisma/adapter-pg'
import type { ImportStore } from '../../src/app/import/ports.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { createTestDatabase } from '../support/database.ts'

export interface OpenImportStore {
  readonly store: ImportStore
  readonly prisma: PrismaClient
  close(): Promise<void>
}

/** An import store on an empty, migrated database of its own. */
export async function openImportStore(): Promise<OpenImportStore> {
  const database = await createTestDatabase()
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) })
  return {
    store: createImportStore(prisma),
    prisma,
    close: async () => {
      await prisma.$disconnect()
      await database.drop()
    },
  }
}
