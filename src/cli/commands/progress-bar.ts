/** One line of a terminal, drawn over itself. */
const width = 24
const eraseLine = '\u001B[2K\r'

export function progressBar(done: number, of: number, what: string): string {
  const filled = Math.round((width * done) / Math.max(1, of))
  return `${eraseLine}[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${done} из ${of}: ${what}`
}

/** Leaves nothing behind for what is printed next. */
export const progressEnd = eraseLine
