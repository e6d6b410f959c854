/** `otklik classify TEXT [--json]`: what the bot understands of a text, for whoever edits topics and phrases. */
import { parseArgs } from 'node:util'

import type { Directory } from '../../domain/directory.ts'
import { safetyAdvice } from '../../domain/safety.ts'
import type { Understand, Understanding } from '../../domain/understanding.ts'

export interface ClassifyEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly loadDirectory: () => Promise<Directory>
  readonly buildUnderstand: (directory: Directory) => Understand
}

const usage = 'Использование: otklik classify ТЕКСТ [--json]\n'

export async function runClassify(
  argv: readonly string[],
  environment: ClassifyEnvironment,
): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const directory = await environment.loadDirectory()
  if (directory.topics.size === 0) {
    environment.stderr('Тем пока нет: загрузите их командой otklik import topics taxonomy/topics.csv\n')
    return 1
  }
  const understanding = environment.buildUnderstand(directory)(command.text)
  environment.stdout(
    command.isJson
      ? `${JSON.stringify(withTitles(understanding, directory))}\n`
      : describe(understanding, directory),
  )
  return 0
}

function readCommand(argv: readonly string[]): { readonly text: string; readonly isJson: boolean } | null {
  try {
    const options = { json: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options })
    return positionals.length === 0 ? null : { text: positionals.join(' '), isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}

const withTitles = ({ topics, ...rest }: Understanding, directory: Directory) => ({
  ...rest,
  topics: topics.map((guess) => ({ ...guess, title: directory.topics.get(guess.topicId)?.title ?? '' })),
})

function describe({ utterance, topics, place, danger }: Understanding, directory: Directory): string {
  const municipalities = place.municipalityIds.map((id) => directory.municipalities.get(id)?.title ?? '')
  return [
    `Высказывание: ${utterance}`,
    ...topics.map(({ topicId, confidence }) => {
      const title = directory.topics.get(topicId)?.title ?? ''
      return `${String(Math.round(confidence * 100)).padStart(3)} %  ${topicId}  ${title}`
    }),
    ...(municipalities.length === 0 ? [] : [`Муниципалитет: ${municipalities.join(', ')}`]),
    ...(place.text === null ? [] : [`Место: ${place.text}`]),
    ...(danger === null ? [] : [`Опасность (${danger}): ${safetyAdvice(danger) ?? ''}`]),
    '',
  ].join('\n')
}
