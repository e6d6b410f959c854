import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { runAsAdmin, urlOf } from './test-server.ts'

export interface TestDatabase {
  /** Connection string of a migrated, empty database that nobody else uses. */
  readonly url: string
  drop(): Promise<void>
}

/** A database of its own for a test file (about 50 ms). What a file forgets to drop is dropped after the run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateName } = inject('testServer')
  return create(adminUrl, templateName)
}

/** The same without any tables: for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create(inject('testServer').adminUrl, 'template0')
}

async function create(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `${inject('testServer').prefix}_${randomBytes(6).toString('hex')}`
  await runAsAdmin(adminUrl, `create database ${name} template ${template} encoding 'UTF8'`)
  return {
    url: urlOf(adminUrl, name),
    drop: async () => {
      await runAsAdmin(adminUrl, `drop database if exists ${name} with (force)`)
    },
  }
}
