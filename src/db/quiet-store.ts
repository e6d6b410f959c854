/** Quiet hours, what waits for their end, and who is on duty. */
import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { DeskRecord } from '../app/desk-records.ts'
import type { QuietQueries } from '../app/quiet-ports.ts'
import { ticketId } from '../domain/ids.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import type { Instant } from '../domain/time.ts'
import type { PrismaClient } from './generated/client.ts'
import { newVersion } from './new-version.ts'
import { iso } from './ticket-rows.ts'

const minute = z.int().min(0).max(1439)
const quietHours = z.object({ fromMinute: minute, toMinute: minute, timeZone: z.string() })

/** What cannot be read is no quiet: better disturbed than forgotten. */
export const readQuietHours = (value: unknown): QuietHours | null =>
  quietHours.nullable().catch(null).parse(value)

/** Written by us alone, as it was to be said. */
const heldNotice = z.custom<OutgoingMessage>((value) => typeof value === 'object' && value !== null)

export const createQuietQueries = (prisma: PrismaClient): QuietQueries => ({
  async findHeldNotices(staffId, limit) {
    const rows = await prisma.heldNotice.findMany({ where: { staffId }, orderBy: { id: 'asc' }, take: limit })
    return rows.map((row) => ({
      id: Number(row.id),
      ticketId: row.ticketId === null ? null : ticketId(Number(row.ticketId)),
      notice: heldNotice.parse(row.notice),
    }))
  },
})

type QuietRecord = Extract<
  DeskRecord,
  { readonly type: 'quietHours' | 'noticeHeld' | 'heldTold' | 'dutyNamed' | 'dutyEnded' }
>

export async function writeQuiet(
  client: PoolClient,
  record: QuietRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  switch (record.type) {
    case 'quietHours':
      return client.query(`with ${newVersion} update staff set quiet_hours = $2 where id = $1`, [
        record.staffId,
        record.hours === null ? null : JSON.stringify(record.hours),
      ])
    case 'noticeHeld':
      return client.query(
        'insert into held_notices (staff_id, ticket_id, notice, at) values ($1, $2, $3, $4)',
        [record.staffId, record.notice.about ?? null, JSON.stringify(record.notice), iso(now)],
      )
    case 'heldTold':
      return client.query('delete from held_notices where staff_id = $1 and id <= $2', [
        record.staffId,
        record.lastId,
      ])
    case 'dutyNamed': {
      const { institutionId, staffId, from, until } = record.duty
      await client.query('delete from duties where institution_id = $1 and until_at <= $2', [
        institutionId,
        iso(now),
      ])
      return client.query(
        `with ${newVersion} insert into duties (institution_id, staff_id, from_at, until_at, named_by_id)
         values ($1, $2, $3, $4, $5)`,
        [institutionId, staffId, iso(from), iso(until), record.by],
      )
    }
    case 'dutyEnded':
      await client.query(`with ${newVersion} delete from duties where institution_id = $1`, [
        record.institutionId,
      ])
      // Nobody was on duty: so it is.
      return { rowCount: null }
  }
}
