/**
 * `npm run audit`: asks the registry for known vulnerabilities of what an installation runs. Exit codes: 0 none that are
 * high or critical, 1 some are, 3 the registry did not answer, so nothing is known.
 */
import { spawnSync } from 'node:child_process'
import { inProject } from './bootstrap/project.mjs'

const timeoutMs = 60_000
const notAnswered = 3
const levels = ['critical', 'high', 'moderate', 'low']

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: inProject('.'),
  encoding: 'utf8',
  timeout: timeoutMs,
  shell: process.platform === 'win32',
})
const counts = countsIn(asked.stdout)

if (counts === null) {
  console.error(
    'Проверить уязвимости не удалось: реестр npm не ответил на запрос аудита. Повторите там, где он доступен: npm run audit.',
  )
  process.exitCode = notAnswered
} else {
  const words = levels.map((level) => `${level} ${counts[level] ?? 0}`).join(', ')
  console.log(`Известные уязвимости пакетов, без тех, что нужны только для сборки: ${words}.`)
  if ((counts.critical ?? 0) + (counts.high ?? 0) > 0) {
    console.log('Подробно: npm audit --omit=dev')
    process.exitCode = 1
  }
}

function countsIn(output) {
  try {
    return JSON.parse(output)?.metadata?.vulnerabilities ?? null
  } catch {
    return null
  }
}
