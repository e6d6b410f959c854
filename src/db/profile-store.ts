import type { Pool } from 'pg'
import type { ProfileStore } from '../app/transport-ports.ts'
import { vkUserId } from '../domain/ids.ts'

/**
 * Two instances may ask for the same people at once; the first answer is kept. Who joined the staff with their very
 * first words was written down without a name; colleagues keep the roster in memory, so it counts as changed.
 */
const saveNames = `
  WITH names AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (vk_user_id, first_name, last_name)
  ), citizens_named AS (
    UPDATE citizens c SET first_name = n.first_name, last_name = n.last_name
    FROM names n WHERE c.vk_user_id = n.vk_user_id AND c.first_name IS NULL
  ), staff_named AS (
    UPDATE staff s SET first_name = n.first_name, last_name = n.last_name
    FROM names n
    WHERE s.vk_user_id = n.vk_user_id AND s.first_name = 'Сотрудник' AND s.last_name = '' AND n.first_name <> ''
    RETURNING s.id
  )
  UPDATE settings SET value = to_jsonb((value #>> '{}')::int + 1)
  WHERE key = 'directoryVersion' AND EXISTS (SELECT 1 FROM staff_named)`

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
