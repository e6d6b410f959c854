import type { Pool } from 'pg'
import { z } from 'zod'
import type { BotTextStore } from '../app/console/bot-texts.ts'
import { staffId } from '../domain/ids.ts'
import { newVersion } from './new-version.ts'
import { addStaffAct } from './staff-acts.ts'
import { iso, moment } from './ticket-rows.ts'
import { inTransaction } from './transaction.ts'

const list = `
select json_agg(json_build_object('code', code, 'text', text, 'changedBy', changed_by_id, 'changedAt', changed_at)) as found
from bot_texts`

const found = z
  .array(
    z.object({
      code: z.string(),
      text: z.string(),
      changedBy: z.number().transform(staffId).nullable(),
      changedAt: moment,
    }),
  )
  .nullable()

const write = `
with ${newVersion}
insert into bot_texts (code, text, changed_by_id, changed_at) values ($1, $2, $3, $4)
on conflict (code) do update set text = excluded.text, changed_by_id = excluded.changed_by_id, changed_at = excluded.changed_at`

const forget = `with ${newVersion} delete from bot_texts where code = $1`

export const createBotTextStore = (pool: Pool): BotTextStore => ({
  async list() {
    const { rows } = await pool.query<{ found: unknown }>(list)
    return found.parse(rows[0]?.found) ?? []
  },
  change: ({ key, text, seen }, signed) =>
    inTransaction(pool, async (client) => {
      // One at a time, files included: an import writes texts, too.
      await client.query(`select pg_advisory_xact_lock(hashtext('otklik-import'))`)
      const { rows } = await client.query<{ text: string }>('select text from bot_texts where code = $1', [
        key,
      ])
      if ((rows[0]?.text ?? null) !== seen) return false
      await (text === null
        ? client.query(forget, [key])
        : client.query(write, [key, text, signed.by, iso(signed.at)]))
      await addStaffAct(client, signed)
      return true
    }),
})
