/** The form of a one-time code: `ОТК-7F3K-9Q2M`, readable aloud, recognised however it is typed. */
const letters = '([2-9a-hjkmnp-zавекмнрстух]{4})'
const alone = new RegExp(`^[«"(]?(?:отк|otk)[\\s–—-]*${letters}[\\s–—-]*${letters}[.!»")]?$`, 'iu')
/** Copied together with the words around it; only the written form, or «отк» of somebody's text would be a code. */
const inText = new RegExp(`(?<![\\p{L}\\p{N}])(?:отк|otk)-${letters}-${letters}(?![\\p{L}\\p{N}])`, 'iu')

/** The eight characters of the code, upper case; null when the text has no code. */
export function readInviteCode(text: string): string | null {
  const found = alone.exec(text.trim()) ?? inText.exec(text)
  if (found === null) return null
  const letters = `${found[1] ?? ''}${found[2] ?? ''}`.toUpperCase()
  return letters.replace(/[АВЕКМНРСТУХ]/gu, (letter) => lookAlikes[letter] ?? letter)
}

/** Typed on a Russian keyboard, half of the letters come as their twins. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
}

export const writeInviteCode = (code: string): string => `ОТК-${code.slice(0, 4)}-${code.slice(4)}`
