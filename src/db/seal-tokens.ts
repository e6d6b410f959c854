import type { Pool } from 'pg'
import type { TokenVault } from '../app/token-vault.ts'
import { inTransaction } from './transaction.ts'

export interface SealedTokens {
  readonly communities: number
  /** How many of them were stored otherwise until now. */
  readonly changed: number
}

/** Every token of a community sealed with the first key of the vault, all or none. Throws `TokenKeyMissing`. */
export const sealTokens = (pool: Pool, vault: TokenVault): Promise<SealedTokens> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; token: string }>(
      'select group_id as id, token from communities order by group_id for update',
    )
    const changed = rows
      .filter(({ token }) => token !== '' && !vault.isSealed(token))
      .map(({ id, token }) => ({ id, token: vault.seal(token) }))
    // One that cannot be opened must be told of now, not when somebody waits for an answer.
    for (const { token } of rows) vault.open(token)
    await client.query(
      `update communities set token = r.token from json_to_recordset($1::json) as r (id bigint, token text)
       where communities.group_id = r.id`,
      [JSON.stringify(changed)],
    )
    return { communities: rows.length, changed: changed.length }
  })
