import type { PoolClient } from 'pg'
import type { SignedAct } from '../app/console/journal-ports.ts'
import type { Transaction } from './write-records.ts'
import { iso } from './ticket-rows.ts'

/** For the journal, in the transaction of the deed. */
export const addStaffAct = (
  client: PoolClient,
  { by, at, act: { kind, facts } }: SignedAct,
): Promise<{ readonly rowCount: number | null }> =>
  client.query('insert into staff_acts (staff_id, kind, at, facts) values ($1, $2, $3, $4)', [
    by,
    kind,
    iso(at),
    JSON.stringify(facts),
  ])

/** The same in a transaction of Prisma. */
export async function addActOfImport(
  transaction: Transaction,
  { by, at, act: { kind, facts } }: SignedAct,
): Promise<void> {
  await transaction.$executeRaw`
    insert into staff_acts (staff_id, kind, at, facts)
    values (${by}, ${kind}, ${iso(at)}::timestamptz, ${JSON.stringify(facts)}::jsonb)`
}
