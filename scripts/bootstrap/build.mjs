import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'
import { StepFailed } from './report.mjs'
import { runTool } from './run-tool.mjs'
import { filesOf, hashOfFolders, isStampCurrent, stampFile, writeStamp } from './stamp.mjs'

const sourceFolders = ['src', 'scenes', 'sandbox']
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']

const isOfPage = (file) => file.startsWith('sandbox/page/') || file.startsWith('dist/sandbox/page/')
const isServerFile = (file) => !isOfPage(file) && !/\.test\.tsx?$/.test(file)

/** JavaScript of the product and of the sandbox, in dist. */
export const build = {
  title: 'сборка',
  isCurrent: () => existsSync(inProject('dist/src')) && isStampCurrent(stampFile('build'), sourceHash()),
  run: async (say) => {
    // Taken before: a file that changes during the build leads to another build, not to a lost change.
    const hash = sourceHash()
    const args = [inProject('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']
    const { code, tail } = await runTool({ command: process.execPath, args, say, what: 'собираю' })
    if (code !== 0) throw new StepFailed('Сборка не удалась: в исходном коде ошибки, они ниже.', tail)
    copyOtherFiles()
    removeOrphans()
    writeStamp(stampFile('build'), hash)
  },
}

const pages = [
  { title: 'страница песочницы', folder: 'sandbox/page', stamp: 'page' },
  { title: 'рабочее место', folder: 'console', stamp: 'console' },
].map(({ title, folder, stamp }) => pageStep(title, folder, stamp))

/** Pages for the browser; a page without its vite.config.ts is not there yet. */
export const pageSteps = pages

function pageStep(title, folder, stamp) {
  const config = `${folder}/vite.config.ts`
  const hash = () => hashOfFolders([folder, 'tsconfig.json', 'package-lock.json'])
  return {
    title,
    isCurrent: () => !existsSync(inProject(config)) || isStampCurrent(stampFile(stamp), hash()),
    run: async (say) => {
      const before = hash()
      const args = [
        inProject('node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        config,
        '--logLevel',
        'warn',
      ]
      const { code, tail } = await runTool({
        command: process.execPath,
        args,
        say,
        what: `собираю: ${title}`,
      })
      if (code !== 0) throw new StepFailed(`Не собралась ${folder}: ошибки ниже.`, tail)
      writeStamp(stampFile(stamp), before)
    },
  }
}

function sourceHash() {
  return hashOfFolders([...sourceFolders, ...settings], isServerFile)
}

/** What the compiler leaves out and the product reads beside its code: JSON, CSV, HTML. */
function copyOtherFiles() {
  for (const file of sourceFolders.flatMap((folder) => [...filesOf(folder)]).filter(isServerFile)) {
    if (/\.tsx?$/.test(file)) continue
    const target = inProject('dist', file)
    mkdirSync(path.dirname(target), { recursive: true })
    copyFileSync(inProject(file), target)
  }
}

/** A module that was deleted or renamed must not live on in dist. */
function removeOrphans() {
  for (const file of sourceFolders.flatMap((folder) => [...filesOf(`dist/${folder}`)])) {
    if (isOfPage(file)) continue
    const source = file.slice('dist/'.length)
    const typed = source.replace(/\.js(\.map)?$/, '')
    const hasSource = [source, `${typed}.ts`, `${typed}.tsx`].some((candidate) =>
      existsSync(inProject(candidate)),
    )
    if (!hasSource) rmSync(inProject(file), { force: true })
  }
}
