import type { Pool } from 'pg'
import type { ProfileStore } from '../app/transport-ports.ts'
import { vkUserId } from '../domain/ids.ts'

/** Two instances may ask for the same people at once; the first answer is kept. */
const saveNames = `
  UPDATE citizens c SET first_name = n.first_name, last_name = n.last_name
  FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (vk_user_id, first_name, last_name)
  WHERE c.vk_user_id = n.vk_user_id AND c.first_name IS NULL`

const findToken = `
  SELECT c.token FROM communities c JOIN poll_cursors p USING (group_id)
  WHERE p.lease_holder = $1 AND c.is_active AND c.trouble IS NULL
  ORDER BY random() LIMIT 1`

export function createProfileStore(pool: Pool, instanceId: string): ProfileStore {
  return {
    findUnnamed: async (limit) => {
      const { rows } = await pool.query<{ id: number }>({
        text: 'SELECT vk_user_id::float8 AS id FROM citizens WHERE first_name IS NULL LIMIT $1',
        values: [limit],
      })
      return rows.map(({ id }) => vkUserId(id))
    },
    findToken: async () => {
      const { rows } = await pool.query<{ token: string }>({
        text: findToken,
        values: [instanceId],
      })
      return rows[0]?.token ?? null
    },
    saveNames: async (names) => {
      const values = [
        names.map(({ userId }) => userId),
        names.map(({ firstName }) => firstName),
        names.map(({ lastName }) => lastName),
      ]
      await pool.query({ text: saveNames, values })
    },
  }
}
