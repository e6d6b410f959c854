/** What a setting may look like. */

export function splitTokens(text: string): readonly string[] {
  const tokens = text.split(',').map((token) => token.trim())
  return [...new Set(tokens.filter((token) => token !== ''))]
}

const tokenKeyBytes = 32

export const isTokenKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === tokenKeyBytes

export function areTokens(tokens: readonly string[]): boolean {
  return tokens.every((token) => /^[\w.-]+$/.test(token))
}

export function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgresql:', 'postgres:'].includes(new URL(text).protocol)
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
}

export function isBucketUrl(text: string): boolean {
  if (!isHttpUrl(text)) return false
  const { search, hash, username } = new URL(text)
  return search === '' && hash === '' && username === ''
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('ru', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
