import type { TestProduct } from './product.ts'
import { waitFor } from './wait-for.ts'

/** Names come from VK in the background, a moment after the first words. */
export const untilNamed = (region: TestProduct, userId: number): Promise<unknown> =>
  waitFor(
    async () => {
      const { rows } = await region.pool.query(
        'select 1 from citizens where vk_user_id = $1 and first_name is not null',
        [userId],
      )
      return rows.length > 0
    },
    { timeoutMs: 15_000 },
  )
