import { performance } from 'node:perf_hooks'
import { inProject } from './bootstrap/project.mjs'
import { elapsed } from './bootstrap/report.mjs'
import { runVisible } from './bootstrap/run-tool.mjs'

const node = (file, ...args) => [process.execPath, [inProject('node_modules', file), ...args]]

export const checks = [
  { title: 'формат (oxfmt)', command: node('oxfmt/bin/oxfmt', '--check', '.') },
  { title: 'типы (tsc)', command: node('typescript/bin/tsc', '-p', 'tsconfig.json') },
  {
    title: 'типы страницы песочницы (tsc)',
    command: node('typescript/bin/tsc', '-p', 'sandbox/page/tsconfig.json'),
  },
  {
    title: 'типы рабочего места (tsc)',
    command: node('typescript/bin/tsc', '-p', 'console/tsconfig.json'),
  },
  { title: 'правила (oxlint)', command: node('oxlint/bin/oxlint', '--type-aware', '.') },
  {
    title: 'лицензии',
    command: [process.execPath, [inProject('scripts', 'licences.mjs'), '--check']],
  },
  { title: 'лишнее (knip)', command: node('knip/bin/knip.js', '--no-progress') },
]

export const tests = (args) => ({
  title: 'тесты (vitest)',
  command: node('vitest/vitest.mjs', 'run', ...args),
})

/** Runs all, also after a failure: a person wants to see everything at once. Gives back true when all passed. */
export async function runChecks(list) {
  const failed = []
  for (const { title, command } of list) {
    const startedAt = performance.now()
    console.log(`\n━━ ${title}`)
    const code = await runVisible(...command)
    console.log(
      code === 0
        ? `━━ ${title}: хорошо, ${elapsed(startedAt)}`
        : `━━ ${title}: ОШИБКИ, ${elapsed(startedAt)}`,
    )
    if (code !== 0) failed.push(title)
  }
  console.log(failed.length === 0 ? '\nВсе проверки прошли.' : `\nНе прошли: ${failed.join(', ')}.`)
  return failed.length === 0
}
