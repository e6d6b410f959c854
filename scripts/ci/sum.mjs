import { existsSync, readFileSync } from 'node:fs'

/** Adds up the tests and the smoke; a program that failed without naming a failed test, or wrote nothing, counts as one failure. */
const [testsCode, testsFile, smokeCode, smokeFile] = process.argv.slice(2)

const tests = read(testsFile)
const smoke = read(smokeFile)
const brokenFiles = (tests.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length

const passed = (tests.numPassedTests ?? 0) + (smoke.passed ?? 0)
const failed =
  atLeastOneIf(testsCode !== '0' || !existsSync(testsFile), (tests.numFailedTests ?? 0) + brokenFiles) +
  atLeastOneIf(smokeCode !== '0' || !existsSync(smokeFile), smoke.failed ?? 0)

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function atLeastOneIf(isFailed, count) {
  return isFailed ? Math.max(1, count) : count
}

function read(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  } catch {
    return {}
  }
}
