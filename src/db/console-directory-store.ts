import type { Pool } from 'pg'
import { z } from 'zod'
import type { DirectoryStore } from '../app/console/ports.ts'
import { groupId } from '../domain/ids.ts'
import { moment } from './ticket-rows.ts'

const communities = `
select json_agg(json_build_object('group_id', c.group_id, 'title', c.title, 'purpose', c.purpose,
  'institution', i.short_title, 'municipality', m.title, 'is_active', c.is_active, 'trouble', c.trouble,
  'trouble_since', c.trouble_since, 'polled_at', p.polled_at, 'failed', coalesce(o.failed, 0)) order by c.trouble is null, c.title) as found
from communities c left join institutions i on i.id = c.institution_id
  left join municipalities m on m.id = c.municipality_id left join poll_cursors p on p.group_id = c.group_id
  left join (select group_id, count(*)::int as failed from outbox
             where status = 'failed' and created_at > now() - interval '7 days' group by group_id) o on o.group_id = c.group_id`

const found = z
  .array(
    z
      .object({
        group_id: z.number().transform(groupId),
        title: z.string(),
        purpose: z.enum(['public', 'staff', 'both']),
        institution: z.string().nullable(),
        municipality: z.string().nullable(),
        is_active: z.boolean(),
        trouble: z.string().nullable(),
        trouble_since: moment.nullable(),
        polled_at: moment.nullable(),
        failed: z.number(),
      })
      .transform((row) => ({
        groupId: row.group_id,
        title: row.title,
        purpose: row.purpose,
        institution: row.institution,
        municipality: row.municipality,
        isActive: row.is_active,
        trouble: row.trouble,
        troubleSince: row.trouble_since,
        polledAt: row.polled_at,
        undelivered: row.failed,
      })),
  )
  .nullable()

export const createConsoleDirectoryStore = (pool: Pool): DirectoryStore => ({
  async listCommunities() {
    const { rows } = await pool.query<{ found: unknown }>(communities)
    return found.parse(rows[0]?.found) ?? []
  },
  async lastHeard(id) {
    const { rows } = await pool.query<{ at: unknown }>(
      `select to_json(max(received_at)) as at from inbox where group_id = $1 and type = 'message_new'`,
      [id],
    )
    return moment.nullable().parse(rows[0]?.at ?? null)
  },
})
