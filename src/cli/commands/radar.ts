/** `otklik radar`: pages that have fallen silent, and what to do about each. */
import { parseArgs } from 'node:util'
import { type RadarWork, lookForSilence } from '../../app/statistics/silence-radar.ts'
import type { Directory } from '../../domain/directory.ts'
import type { Instant } from '../../domain/time.ts'

export interface RadarEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly loadDirectory: () => Promise<Directory>
  readonly silence: RadarWork
  readonly now: Instant
}

const usage = `Использование: otklik radar [--json]
Страницы, которые молчат: некому отвечать, никто не отвечает, ключ не работает, событий нет.
`

/** 0 also when some are silent: that is what it is asked for. */
export async function runRadar(argv: readonly string[], environment: RadarEnvironment): Promise<number> {
  const { stdout, stderr, loadDirectory, silence, now } = environment
  const isJson = readJson(argv)
  if (isJson === null) {
    stderr(usage)
    return 2
  }
  const directory = await loadDirectory()
  const pages = await lookForSilence(silence, { directory, scope: { kind: 'region' }, now })
  if (isJson) stdout(`${JSON.stringify(pages)}\n`)
  else if (pages.length === 0) stdout('Все страницы отвечают.\n')
  else
    stdout(
      pages
        .map(({ title, groupId, waiting, silences }) =>
          [
            `${title} (vk.com/club${groupId}), ждут: ${waiting}`,
            ...silences.map(({ sentence }) => `  ${sentence}`),
            '',
          ].join('\n'),
        )
        .join('\n'),
    )
  return 0
}

function readJson(argv: readonly string[]): boolean | null {
  try {
    return parseArgs({ args: [...argv], options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
