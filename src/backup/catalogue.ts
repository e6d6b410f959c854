/** Which tables and sequences a database holds, asked of its own catalogue: a new table is in the next copy by itself. */
import type { ClientBase } from 'pg'
import { BackupFault } from './fault.ts'

export interface TableShape {
  readonly name: string
  /** Without generated ones. */
  readonly columns: readonly string[]
}

interface Row extends TableShape {
  /** Other tables that this one refers to. */
  readonly needs: readonly string[]
}

const tablesQuery = `
select c.relname as name,
  array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
  array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
order by c.relname`

/** Tables in an order in which their rows can be inserted. */
export async function readTables(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<Row>(tablesQuery)
  return inOrderOfNeed(rows)
}

export function inOrderOfNeed(tables: readonly Row[]): readonly TableShape[] {
  const placed = new Set<string>()
  const ordered: TableShape[] = []
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, needs }) => !placed.has(name) && needs.every((need) => placed.has(need)),
    )
    if (next === undefined)
      throw new BackupFault('Таблицы базы ссылаются друг на друга по кругу. Сообщите об этом разработчикам.')
    placed.add(next.name)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}

export interface SequenceValue {
  readonly name: string
  readonly value: string
  readonly isCalled: boolean
}

export async function readSequences(client: ClientBase): Promise<readonly SequenceValue[]> {
  const { rows } = await client.query<{ name: string }>(
    `select sequencename::text as name from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  const values: SequenceValue[] = []
  for (const { name } of rows) {
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoted(name)}`,
    )
    const [value] = found.rows
    if (value !== undefined) values.push({ name, ...value })
  }
  return values
}

export async function readMigrations(client: ClientBase): Promise<readonly string[]> {
  const known = await client.query<{ found: string | null }>(
    `select to_regclass('public._prisma_migrations')::text as found`,
  )
  if (known.rows[0]?.found === null) return []
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name',
  )
  return rows.map(({ name }) => name)
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
