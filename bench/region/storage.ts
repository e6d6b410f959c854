import { query } from '../messages/database.ts'

/** What the messages of a run have left in the database. */
export interface Storage {
  readonly messages: number
  readonly walBytes: number
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[]
}

export async function walPosition(url: string): Promise<number> {
  const [row] = await query<{ bytes: number }>(
    url,
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes",
  )
  return row?.bytes ?? 0
}

/** With indexes. The log is of the whole server: nothing else may write meanwhile. */
export async function readStorage(url: string, walBefore: number, messages: number): Promise<Storage> {
  const names = ['tickets', 'ticket_events', 'messages', 'inbox', 'outbox', 'sessions', 'citizens', 'timers']
  const tables = await Promise.all(
    names.map(async (name) => {
      const [row] = await query<{ rows: number; bytes: number }>(
        url,
        `select (select count(*)::int from ${name}) as rows, pg_total_relation_size('${name}')::float8 as bytes`,
      )
      return { name, rows: row?.rows ?? 0, bytes: row?.bytes ?? 0 }
    }),
  )
  return { messages, walBytes: (await walPosition(url)) - walBefore, tables }
}
