import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runTokens } from '../../src/cli/commands/tokens.ts'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { createPool } from '../../src/db/pool.ts'
import { sealTokens } from '../../src/db/seal-tokens.ts'
import { createTokenVault, newTokenKey } from '../../src/token-vault.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'

const key = (): Buffer => Buffer.from(newTokenKey(), 'base64')
const old = key()
const fresh = key()

describe('tokens of communities in the database', () => {
  let database: TestDatabase
  let pool: ReturnType<typeof createPool>

  beforeEach(async () => {
    database = await createTestDatabase()
    pool = createPool({ url: database.url, connectionsMax: 2, onError: () => undefined })
    await pool.query(
      `insert into communities (group_id, title, token, purpose)
       values (1, 'Школа', 'vk1.a.school', 'public'), (2, 'Клуб', 'vk1.a.club', 'both')`,
    )
  })

  afterEach(async () => {
    await pool.end()
    await database.drop()
  })

  const stored = async (): Promise<readonly string[]> =>
    (await pool.query<{ token: string }>('select token from communities order by group_id')).rows.map(
      ({ token }) => token,
    )

  async function tokens(keys: readonly Buffer[], ...argv: readonly string[]) {
    let out = ''
    let errors = ''
    const code = await runTokens(argv, {
      stdout: (text) => (out += text),
      stderr: (text) => (errors += text),
      newKey: newTokenKey,
      seal: keys.length === 0 ? null : () => sealTokens(pool, createTokenVault(keys)),
    })
    return { code, out, errors }
  }

  it('are sealed, and sealing them again changes nothing', async () => {
    expect((await tokens([old], '--seal')).out).toContain('Зашифровано ключей: 2 из 2')
    const sealed = await stored()
    expect(sealed.join()).not.toMatch(/school|club/u)

    expect((await tokens([old], '--seal')).out).toContain('уже зашифрованы')
    expect(await stored()).toEqual(sealed)
  })

  it('move to a new key, and the old one is not needed any more', async () => {
    await tokens([old], '--seal')

    expect((await tokens([fresh, old], '--seal')).out).toContain('Прежний ключ')

    const vault = createTokenVault([fresh])
    expect((await stored()).map((token) => vault.open(token))).toEqual(['vk1.a.school', 'vk1.a.club'])
  })

  it('stay as they are when one of them cannot be opened', async () => {
    await tokens([old], '--seal')
    const before = await stored()

    await expect(sealTokens(pool, createTokenVault([fresh]))).rejects.toThrow(
      'key that the settings do not name',
    )
    expect(await stored()).toEqual(before)
  })

  it('are read and written by an import as if nothing was sealed', async () => {
    const vault = createTokenVault([old])
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
    const store = createImportStore(prisma, vault)
    await tokens([old], '--seal')
    const given = (await store.read()).communities.map((community) => ({ ...community, title: 'Лицей' }))
    expect(given.map(({ token }) => token)).toEqual(['vk1.a.school', 'vk1.a.club'])

    await store.update((current) => ({ changes: { ...current, communities: given }, outcome: null }))

    const kept = await stored()
    expect(kept.join()).not.toMatch(/school|club/u)
    expect(kept.map((token) => vault.open(token))).toEqual(['vk1.a.school', 'vk1.a.club'])
    await prisma.$disconnect()
  })

  it('are told of in plain words', async () => {
    expect(await tokens([], '--seal')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--new-key'),
    })
    expect(await tokens([old])).toMatchObject({
      code: 2,
      errors: expect.stringContaining('Чтобы сменить ключ'),
    })
    expect((await tokens([], '--new-key')).out.trim()).toHaveLength(44)
  })
})
