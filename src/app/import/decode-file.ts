/**
 * Bytes of a file that came from a spreadsheet → text. Recognised: UTF-8 and UTF-16 with and without a mark, and
 * Windows-1251, in which Excel saves CSV in Russia. Names of columns are Latin, so UTF-16 has a zero beside the first
 * letter.
 */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined))
    return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1251').decode(bytes)
}

/** Russian text in Windows-1251 is practically never valid UTF-8 by chance. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
