/**
 * Bytes of a file that came from a spreadsheet → text. Recognised: UTF-8 and UTF-16 with and without a mark, and
 * Windows-1251, in which Excel saves CSV in Russia. Names of columns are Latin, so UTF-16 has a zero beside the first
 * letter. A file that was put together of both is read line by line.
 */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
    return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined))
    return new TextDecoder('utf-16be').decode(bytes)
  return asUtf8(bytes) ?? byLines(bytes)
}

/** Russian text in Windows-1251 is practically never valid UTF-8 by chance. */
function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Windows-1251, but for lines that are Russian in UTF-8: somebody appended one file to another. */
function byLines(bytes: Uint8Array): string {
  const windows = new TextDecoder('windows-1251')
  const lines: string[] = []
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(lineFeed, from)
    const to = end === -1 ? bytes.length : end + 1
    const line = bytes.subarray(from, to)
    const inUtf8 = asUtf8(line)
    lines.push(inUtf8 !== null && russianWord.test(inUtf8) ? inUtf8 : windows.decode(line))
    from = to
  }
  return lines.join('')
}

const lineFeed = 0x0a
const russianWord = /[а-яё]{4}/iu

/** Null when it is text; else what it is instead, and what to do. */
export function whyNoText(bytes: Uint8Array, text: string): string | null {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03
  if (isArchive) return 'это книга Excel или архив: сохраните таблицу как CSV и назовите новый файл'
  const [header = ''] = text.slice(0, lookedAtCharacters).split(/\r?\n|\r/u, 1)
  const isStrange = controls(header) > 0 || controls(text.slice(0, lookedAtCharacters)) > controlsMax
  return isStrange ? 'это не таблица: внутри не текст. Нужен файл CSV' : null
}

const lookedAtCharacters = 4_000
/** A stray sign or two comes with exports. */
const controlsMax = 40

// oxlint-disable-next-line no-control-regex -- these signs are what is looked for
const controls = (text: string): number => text.match(/[\u0000-\u0008\u000E-\u001F]/gu)?.length ?? 0
