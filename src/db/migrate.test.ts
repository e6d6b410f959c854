import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { migrate } from './migrate.ts'
import { diffSchemas } from './schema-engine-diff.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-migrations-'))
  await cp('prisma/migrations/migration_lock.toml', path.join(folder, 'migration_lock.toml'))
  await givenMigration('20260101000000_one', 'create table one (id int);')
})

afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function givenMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}

async function query(sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

test('applies what is missing, and the second time nothing and silently', async () => {
  const said: string[] = []
  const options = { url: database.url, folder, onProgress: (text: string) => said.push(text) }

  const first = await migrate(options)
  await givenMigration('20260102000000_two', 'create table two (id int);')
  const second = await migrate(options)
  const third = await migrate(options)

  expect(first.applied).toEqual(['20260101000000_one'])
  expect(second.applied).toEqual(['20260102000000_two'])
  expect(third).toEqual({ applied: [], edited: [] })
  expect(said).toHaveLength(2)
})

test('leaves a database of a newer version alone', async () => {
  await givenMigration('20260102000000_two', 'create table two (id int);')
  await migrate({ url: database.url, folder })
  await rm(path.join(folder, '20260102000000_two'), { recursive: true })

  const older = migrate({ url: database.url, folder })

  await expect(older).rejects.toMatchObject({ name: 'MigrationFault', reason: 'databaseNewer' })
  await expect(older).rejects.toThrow(/20260102000000_two/)
})

test('undoes a failed migration whole and applies it again once its cause is gone', async () => {
  await givenMigration('20260102000000_two', 'create table two (id int); select 1 / id from one;')
  await givenMigration('20260101000001_row', 'insert into one values (0);')

  const failing = migrate({ url: database.url, folder })
  await expect(failing).rejects.toMatchObject({ reason: 'migrationFailed' })
  await expect(migrate({ url: database.url, folder })).rejects.toMatchObject({ reason: 'migrationFailed' })
  expect(await query(`select to_regclass('two') as two`)).toEqual([{ two: null }])

  await query('delete from one')
  const repaired = await migrate({ url: database.url, folder })

  expect(repaired.applied).toEqual(['20260102000000_two'])
})

test('two processes that start at once migrate one after the other', async () => {
  const outcomes = await Promise.all([1, 2, 3].map(() => migrate({ url: database.url, folder })))

  expect(outcomes.flatMap(({ applied }) => applied)).toEqual(['20260101000000_one'])
})

test('names migrations that were edited after they had been applied', async () => {
  await migrate({ url: database.url, folder })
  await givenMigration('20260101000000_one', 'create table one (id bigint);')

  expect(await migrate({ url: database.url, folder })).toEqual({
    applied: [],
    edited: ['20260101000000_one'],
  })
})

test.each([
  ['unreachable', 'postgresql://me:secret@127.0.0.1:1/otklik'],
  ['unreachable', 'postgresql://me:secret@no-such-host.invalid/otklik'],
])('says %s without the password', async (reason, url) => {
  const failing = migrate({ url, folder })

  await expect(failing).rejects.toMatchObject({ reason })
  await expect(failing).rejects.not.toThrow(/secret/)
})

test('says which database does not exist', async () => {
  const url = new URL(database.url)
  url.pathname = '/no_such_database'

  await expect(migrate({ url: url.href, folder })).rejects.toMatchObject({ reason: 'databaseMissing' })
})

test('the template of the tests has every migration of the product', async () => {
  const migrated = await createTestDatabase()

  const outcome = await migrate({ url: migrated.url })

  expect(outcome).toEqual({ applied: [], edited: [] })
  await migrated.drop()
})

test('applies a script whole, whatever semicolons stand in its comments and functions', async () => {
  const body = `begin new.id := 7; return new; end`
  const trigger = `create trigger seven before insert on one for each row execute function seven();`
  await givenMigration(
    '20260102000000_two',
    `-- Seven; always.\ncreate function seven() returns trigger language plpgsql as $$ ${body} $$; ${trigger}`,
  )

  await migrate({ url: database.url, folder })

  expect(await query('insert into one values (1) returning id')).toEqual([{ id: 7 }])
})

test('writes the SQL of a change of the schema', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8')
  const changed = `${schema}\nmodel Added {\n  id Int @id\n}\n`

  expect(await diffSchemas(schema, schema)).toBeNull()
  expect(await diffSchemas(schema, changed)).toContain('CREATE TABLE "Added"')
})
