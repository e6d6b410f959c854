/** Keeps the history that a region brought beside its models, one JSON value a line, for the trainings to come. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type HistoryFile, historyLine } from './train-decisions.ts'

export function createHistoryFile(dataDir: string): HistoryFile {
  const folder = path.join(dataDir, 'models')
  const file = path.join(folder, 'history.jsonl')
  return {
    async read() {
      const lines = (await readIfThere(file)).split('\n').filter((line) => line !== '')
      return lines.map((line) => historyLine.parse(JSON.parse(line)))
    },
    async write(texts) {
      await mkdir(folder, { recursive: true })
      const lines = texts.map(({ text, labels }) => `${JSON.stringify({ text, labels })}\n`)
      // People's words: nobody else on the machine reads them.
      await writeFile(`${file}.part`, lines.join(''), { flush: true, mode: 0o600 })
      await rename(`${file}.part`, file)
    },
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
