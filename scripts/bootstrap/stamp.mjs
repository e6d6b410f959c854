import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inProject, projectFolder } from './project.mjs'

/** A stamp remembers from what a result was made; when it still says the same, the step is skipped. */
export function isStampCurrent(file, content) {
  return existsSync(file) && readFileSync(file, 'utf8') === content
}

export function writeStamp(file, content) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Stamps of what is built live beside it: who deletes dist deletes them too. */
export const stampFile = (name) => inProject('dist', '.stamps', name)

export function hashOfTexts(...texts) {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex')
}

/** Hash of names, sizes and times of change: reads no contents, so it costs milliseconds. */
export function hashOfFolders(folders, isRelevant = () => true) {
  const lines = folders.flatMap((folder) => [...filesOf(folder)].filter((file) => isRelevant(file)))
  const described = lines.map((file) => {
    const { size, mtimeMs } = statSync(inProject(file))
    return `${file} ${size} ${mtimeMs}`
  })
  return hashOfTexts(...described.sort())
}

/** Files of a folder or the file itself, as paths from the project's root with forward slashes. */
export function* filesOf(name) {
  const absolute = inProject(name)
  if (!existsSync(absolute)) return
  if (statSync(absolute).isFile()) {
    yield name
    return
  }
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const child = path.relative(projectFolder, path.join(absolute, entry.name)).split(path.sep).join('/')
    if (entry.isDirectory()) yield* filesOf(child)
    else if (entry.isFile()) yield child
  }
}
