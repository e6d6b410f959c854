import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { findDataFiles } from '../../src/backup/data-files.ts'
import { type RestoreOutcome, restoreBackup } from '../../src/backup/restore-backup.ts'
import { writeBackup } from '../../src/backup/write-backup.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { knownMigrations, migrate } from '../../src/db/migrate.ts'
import { createPool } from '../../src/db/pool.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.ts'
import { regionDir } from '../support/product.ts'

const createdAt = '2026-11-23T10:00:00Z'
/** What has broken formats of copies before. */
const oddWords = ['а\tб\\nв\n\\N', '\\.', '"«ёлка»" 👍🏽', '', "'; drop table x; --", 'я'.repeat(200_000)]

describe('a copy of an installation', () => {
  let folder: string
  let source: TestDatabase
  let file: string

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'otklik-backup-'))
    source = await createTestDatabase()
    await givenInstallation(source.url, path.join(folder, 'data'))
    file = path.join(folder, 'copies', 'otklik.zip')
    await backup(source.url, path.join(folder, 'data'), file)
  })

  afterAll(async () => {
    await source.drop()
    await rm(folder, { recursive: true, force: true })
  })

  describe('in an empty database', () => {
    let target: TestDatabase
    let dataDir: string

    beforeEach(async () => {
      target = await createEmptyDatabase()
      dataDir = await mkdtemp(path.join(folder, 'restored-'))
      return () => target.drop()
    })

    const restore = (copy: string, known?: readonly string[]): Promise<RestoreOutcome> =>
      restoreInto(target.url, dataDir, copy, known)

    it('has every row, number and file again', async () => {
      const outcome = await restore(file)

      const expected = await rowsOf(source.url)
      expect(await rowsOf(target.url)).toEqual({
        ...expected,
        poll_cursors: expected['poll_cursors']?.map((row) =>
          row.replace('"lease_holder":"somebody"', '"lease_holder":null'),
        ),
      })
      expect(outcome.rows).toBe(Object.values(expected).flat().length)
      expect(expected['messages']).toHaveLength(oddWords.length)
      expect(await nextTicketNumber(target.url)).toBe(await nextTicketNumber(source.url))
      expect(await readFile(path.join(dataDir, 'models', 'live'), 'utf8')).toBe('one')
      expect(await readFile(path.join(dataDir, 'attachments', 'a', 'photo.jpg'))).toHaveLength(300_000)
      expect(await readdir(dataDir)).toEqual(['.env', 'attachments', 'models'])
      expect(outcome).toMatchObject({ createdAt, files: 2, hasRestoredSettings: true })
    })

    it('still refuses changes of the log', async () => {
      await restore(file)

      await expect(ask(target.url, 'delete from ticket_events')).rejects.toThrow('ticket_events')
    })

    it('leaves no row behind when the copy is damaged in the middle, and the next attempt succeeds', async () => {
      const damagedFile = path.join(folder, 'damaged.zip')
      const bytes = await readFile(file)
      const at = bytes.indexOf('tables/messages.copy') + 400
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at)
      await writeFile(damagedFile, bytes)

      await expect(restore(damagedFile)).rejects.toThrow('Копия повреждена')
      const left = Object.values(await rowsOf(target.url)).flat()
      await restore(file)

      expect(left.join()).not.toContain('Анна')
      expect(await rowsOf(target.url)).toMatchObject({ tickets: (await rowsOf(source.url))['tickets'] })
    })

    it('is refused by a version that does not know its schema', async () => {
      const older = (await knownMigrations()).slice(0, -1)

      await expect(restore(file, older)).rejects.toThrow('более новой версией')
    })

    it.each([
      ['nothing', 'none.zip', null, 'нет'],
      ['a text', 'text.zip', 'это не архив', 'не копия Отклика'],
      ['an empty file', 'empty.zip', '', 'не копия Отклика'],
    ])('is not made of %s', async (_, name, content, words) => {
      const other = path.join(folder, name)
      if (content !== null) await writeFile(other, content)

      await expect(restore(other)).rejects.toThrow(words)
    })

    it('is not made of half a file', async () => {
      const half = path.join(folder, 'half.zip')
      const bytes = await readFile(file)
      await writeFile(half, bytes.subarray(0, bytes.length / 2))

      await expect(restore(half)).rejects.toThrow('не до конца')
    })
  })

  it('is not put where data are already', async () => {
    await expect(restoreInto(source.url, folder, file)).rejects.toThrow('уже есть данные')
  })

  it('is for the eyes of its owner, and appears only whole', async () => {
    const broken = path.join(folder, 'broken', 'otklik.zip')
    const unreadable = {
      path: 'files/models/gone',
      open: () => {
        throw new Error('gone')
      },
    }
    const pool = createPool({ url: source.url, connectionsMax: 1, onError: () => {} })

    await expect(writeBackup({ pool, files: [unreadable], target: broken, createdAt })).rejects.toThrow(
      'gone',
    )
    await pool.end()

    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(path.dirname(broken))).toEqual([])
    expect(await readdir(path.dirname(file))).toEqual(['otklik.zip'])
  })
})

async function backup(url: string, dataDir: string, target: string): Promise<void> {
  const pool = createPool({ url, connectionsMax: 1, onError: () => {} })
  const files = await findDataFiles(dataDir, path.join(dataDir, '.env'))
  await writeBackup({ pool, files, target, createdAt })
  await pool.end()
}

async function restoreInto(
  url: string,
  dataDir: string,
  file: string,
  known?: readonly string[],
): Promise<RestoreOutcome> {
  return restoreBackup({
    file,
    dataDir,
    dotenvFile: path.join(dataDir, '.env'),
    hasDotenv: false,
    knownMigrations: known ?? (await knownMigrations()),
    openDatabase: () => Promise.resolve({ url, close: () => Promise.resolve() }),
    migrate: (to, upTo) => migrate({ url: to, ...(upTo === undefined ? {} : { upTo }) }),
  })
}

async function givenInstallation(url: string, dataDir: string): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
  const imported = await importRegionFolder(createImportStore(prisma), regionDir, {
    topicsFile: path.resolve('taxonomy/topics.csv'),
  })
  expect(imported).toMatchObject({ ok: true })
  await prisma.$disconnect()
  await ask(
    url,
    `insert into citizens (vk_user_id, first_name) values (7001, 'Анна');
     insert into tickets (id, group_id, peer_id, citizen_id, summary, status, opened_at, routed_at, first_reply_due_at, final_answer_due_at)
       values (nextval('ticket_number'), 1001, 7001, 7001, 'Яма', 'new', now(), now(), now(), now());
     insert into ticket_events (ticket_id, type, at, actor_kind, facts)
       select id, 'opened', now(), 'citizen', '{"a": "\\u0041"}' from tickets;
     insert into poll_cursors (group_id, ts, lease_holder) values (1001, '17', 'somebody')`,
  )
  for (const words of oddWords) {
    await ask(
      url,
      `insert into messages (ticket_id, author, author_id, text, attachments, vk_at) select id, 'citizen', 7001, $1, '[]', now() from tickets`,
      [words],
    )
  }
  for (const name of ['models', 'attachments/a', 'postgres', 'backups'])
    await mkdir(path.join(dataDir, name), { recursive: true })
  await writeFile(path.join(dataDir, 'models', 'live'), 'one')
  await writeFile(path.join(dataDir, 'attachments', 'a', 'photo.jpg'), randomBytes(300_000))
  await writeFile(path.join(dataDir, 'postgres', 'PG_VERSION'), '18')
  await writeFile(path.join(dataDir, 'backups', 'old.zip'), 'old')
  await writeFile(path.join(dataDir, '.env'), 'PORT=3000\n')
}

/** Every row of every table, as text in a fixed order. */
async function rowsOf(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await ask<{ name: string }>(
    url,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations' order by 1`,
  )
  const read = tables.map(async ({ name }) => {
    const rows = await ask<{ row: string }>(url, `select to_json(t)::text as row from "${name}" t order by 1`)
    return [name, rows.map(({ row }) => row)] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

async function nextTicketNumber(url: string): Promise<string | undefined> {
  const [row] = await ask<{ value: string }>(url, 'select last_value::text as value from ticket_number')
  return row?.value
}

async function ask<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Several statements at once go without values only.
    const { rows } = await (values.length === 0
      ? client.query<Row>(sql)
      : client.query<Row>(sql, [...values]))
    return rows
  } finally {
    await client.end()
  }
}
