import { describe, expect, it } from 'vitest'
import { TokenKeyMissing } from './app/token-vault.ts'
import { createTokenVault, newTokenKey } from './token-vault.ts'

const token = 'vk1.a.very-secret_token'
const key = (): Buffer => Buffer.from(newTokenKey(), 'base64')
const old = key()
const fresh = key()

describe('the vault of tokens', () => {
  it('gives back what it sealed, and shows nothing of it', () => {
    const vault = createTokenVault([old])
    const stored = vault.seal(token)

    expect(stored).not.toContain('secret')
    expect(vault.open(stored)).toBe(token)
    expect(vault.isSealed(stored)).toBe(true)
  })

  it('seals each time differently: equal tokens do not look equal', () => {
    const vault = createTokenVault([old])

    expect(vault.seal(token)).not.toBe(vault.seal(token))
  })

  it('opens with any key and seals with the first, also what another had sealed', () => {
    const before = createTokenVault([old]).seal(token)
    const vault = createTokenVault([fresh, old])

    expect(vault.open(before)).toBe(token)
    expect(vault.isSealed(before)).toBe(false)
    expect(createTokenVault([fresh]).open(vault.seal(before))).toBe(token)
  })

  it('says when the key is gone', () => {
    const stored = createTokenVault([old]).seal(token)

    expect(() => createTokenVault([fresh]).open(stored)).toThrow(TokenKeyMissing)
    expect(() => createTokenVault([]).open(stored)).toThrow(TokenKeyMissing)
  })

  it('notices a changed byte', () => {
    const stored = createTokenVault([old]).seal(token)
    const forged = `${stored.slice(0, -1)}${stored.endsWith('A') ? 'B' : 'A'}`

    expect(() => createTokenVault([old]).open(forged)).toThrow(/authenticate/u)
  })

  it('leaves tokens as they are without a key, and an unknown one empty', () => {
    const vault = createTokenVault([])

    expect(vault.seal(token)).toBe(token)
    expect(vault.open(token)).toBe(token)
    expect(createTokenVault([old]).seal('')).toBe('')
  })
})
