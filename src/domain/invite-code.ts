/** The form of a one-time code: `ОТК-7F3K-9Q2M`, readable aloud, recognised however it is typed. */
const pattern = /^(?:отк|otk)[\s-]*([2-9a-hjkmnp-z]{4})[\s-]*([2-9a-hjkmnp-z]{4})$/iu

/** The eight characters of the code, upper case; null when the text is not a code. */
export function readInviteCode(text: string): string | null {
  const found = pattern.exec(text.trim())
  return found === null ? null : `${found[1] ?? ''}${found[2] ?? ''}`.toUpperCase()
}

export const writeInviteCode = (code: string): string => `ОТК-${code.slice(0, 4)}-${code.slice(4)}`
