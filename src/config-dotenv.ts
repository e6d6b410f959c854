import { parseEnv } from 'node:util'

export interface Dotenv {
  readonly values: Readonly<Record<string, string>>
  /** Russian sentences, each with the number of its line. */
  readonly problems: readonly string[]
}

const assignment = /^(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/

/** Reads a `.env` file. Node's own parser skips what it does not understand; here such a line is a problem with its number. */
export function parseDotenv(text: string): Dotenv {
  const problems: string[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  let openQuote: { readonly quote: string; readonly line: number } | null = null
  for (const [index, line] of lines.entries()) {
    const content: string = line.trim()
    if (openQuote !== null) {
      if (content.includes(openQuote.quote)) openQuote = null
      continue
    }
    if (content === '' || content.startsWith('#')) continue
    const value = assignment.exec(content)?.[1]
    if (value === undefined) problems.push(`Файл .env, строка ${index + 1}: нужно ИМЯ=значение.`)
    else openQuote = openedBy(value, index + 1)
  }
  if (openQuote !== null) problems.push(`Файл .env, строка ${openQuote.line}: кавычка открыта и не закрыта.`)
  return { values: valuesOf(lines.join('\n')), problems }
}

/** A quoted value may go on over several lines. */
function openedBy(value: string, line: number): { quote: string; line: number } | null {
  const quote = value.charAt(0)
  const isOpen = ['"', "'", '`'].includes(quote) && !value.includes(quote, 1)
  return isOpen ? { quote, line } : null
}

function valuesOf(text: string): Record<string, string> {
  const parsed = Object.entries(parseEnv(text))
  return Object.fromEntries(
    parsed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}
