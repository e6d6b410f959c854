import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeConfig } from '../src/config.ts'
import { diffSchemas } from '../src/db/schema-engine-diff.ts'
import { readSourceFiles, type SourceFile } from './support/source-files.ts'

const projectFolder = path.resolve(import.meta.dirname, '..')
const folders = ['src', 'scenes', 'sandbox', 'test', 'bench', 'console'].filter((name) =>
  existsSync(path.join(projectFolder, name)),
)
const files = readSourceFiles(projectFolder, folders)
const product = files.filter(({ isTest }) => !isTest)

/** Which part of the code may import which; every part may import itself. `root` is src itself and src/start: main, compose … */
const mayImport = {
  root: ['config', 'workers', 'web', 'cli', 'app', 'domain', 'vk', 'db', 'text', 'files', 'scenes', 'backup'],
  cli: ['root', 'config', 'app', 'domain'],
  web: ['app', 'domain'],
  workers: ['app', 'domain'],
  vk: ['app', 'domain'],
  db: ['app', 'domain'],
  text: ['app', 'domain'],
  backup: [],
  files: ['app', 'domain'],
  app: ['domain', 'scenes'],
  scenes: ['domain'],
  config: [],
  domain: [],
  sandbox: [],
  console: ['web', 'domain'],
  bench: [
    'root',
    'config',
    'workers',
    'web',
    'cli',
    'app',
    'domain',
    'vk',
    'db',
    'text',
    'files',
    'scenes',
    'sandbox',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Part = keyof typeof mayImport

/** Packages that a part without input and output may use; parts that are not listed may use any. */
const packagesOf: Partial<Record<Part, readonly string[]>> = {
  domain: ['temporal-polyfill'],
  scenes: ['temporal-polyfill', 'zod'],
}

/** Files in `scenes` itself bind the scenes to VK's libraries; the scenes, in folders below, are pure. */
const bindingPackages = ['vk-io', '@vk-io/scenes', '@vk-io/session', 'middleware-io']

const environmentReaders = new Set(['src/config.ts', 'sandbox/config.ts', 'sandbox/main.ts'])
const partsWithDate = new Set<Part>(['db', 'vk', 'sandbox', 'console', 'bench'])

/** Raise it as the project grows: a test that looks at nothing passes for ever. */
const filesMin = 60

function partOf(file: string): Part | null {
  const [top = '', second = ''] = file.split('/')
  if (top !== 'src') return isPart(top) ? top : null
  if (/^src\/config[-.]/.test(file)) return 'config'
  if (second.endsWith('.ts') || second === 'start') return 'root'
  return isPart(second) ? second : null
}

function isPart(name: string): name is Part {
  return Object.hasOwn(mayImport, name)
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.')
}

function targetOf(file: SourceFile, specifier: string): string {
  return path.posix.join(path.posix.dirname(file.path), specifier)
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function isImportAllowed(file: SourceFile, specifier: string): boolean {
  const part = partOf(file.path)
  if (part === null) return true
  if (isRelative(specifier)) {
    const target = targetOf(file, specifier)
    const targetPart = partOf(target)
    const allowed: readonly string[] = mayImport[part]
    return targetPart === part || (targetPart !== null && allowed.includes(targetPart))
  }
  const packages = packagesOf[part]
  if (packages === undefined) return true
  const isBinding = /^scenes\/[^/]+$/.test(file.path)
  return [...packages, ...(isBinding ? bindingPackages : [])].includes(packageName(specifier))
}

describe('the source code', () => {
  test('is looked at whole', () => {
    const seen = new Set(files.map((file) => file.path))
    const unseen = committedFiles().filter(
      (file) => !seen.has(file) && existsSync(path.join(projectFolder, file)),
    )

    expect(unseen).toEqual([])
    expect(files.length).toBeGreaterThanOrEqual(filesMin)
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length)
  })

  test('has a known place for every file', () => {
    expect(product.map((file) => file.path).filter((file) => partOf(file) === null)).toEqual([])
  })

  test('imports only in the direction of the architecture', () => {
    const wrong = product.flatMap((file) =>
      file.imports
        .filter((specifier) => !isImportAllowed(file, specifier))
        .map((specifier) => `${file.path} → ${specifier}`),
    )

    expect(wrong).toEqual([])
  })

  test('names the file in every relative import', () => {
    const vague = files.flatMap((file) =>
      file.imports
        .filter((specifier) => isRelative(specifier) && !/\.\w+(\?\w+)?$/.test(specifier))
        .map((specifier) => `${file.path} → ${specifier}`),
    )

    expect(vague).toEqual([])
  })

  test('never imports the whole of natural, which costs a second and 120 MB', () => {
    expect(files.filter(({ imports }) => imports.includes('natural')).map((file) => file.path)).toEqual([])
  })

  test('loads OpenTelemetry only when a collector is named', () => {
    const loaders = product.filter(({ loads }) =>
      loads.some((name) => /@opentelemetry\/|\/open-telemetry\.ts$/.test(name)),
    )
    const importers = product.filter(({ imports }) => imports.includes('../open-telemetry.ts'))

    expect(loaders.map((file) => file.path)).toEqual(['src/open-telemetry.ts'])
    expect(importers.map((file) => file.path)).toEqual(['src/start/tracing.ts'])
  })

  test('has no default exports but in configuration files', () => {
    const wrong = files.filter((file) => file.hasDefaultExport && !/\.(config|d)\.tsx?$/.test(file.path))

    expect(wrong.map((file) => file.path)).toEqual([])
  })

  test('reads the environment in one place of each program', () => {
    const readers = product
      .filter((file) => file.readsEnvironment && partOf(file.path) !== 'bench')
      .map((file) => file.path)

    expect(readers.filter((file) => !environmentReaders.has(file))).toEqual([])
    expect(readers).toContain('src/config.ts')
  })

  test('knows Date only where Prisma and VK bring it', () => {
    const wrong = product.filter((file) => {
      const part = partOf(file.path)
      return file.usesDate && part !== null && !partsWithDate.has(part)
    })

    expect(wrong.map((file) => file.path)).toEqual([])
  })
})

test('.env.example lists every variable with its default and its comment', () => {
  const documented = readFileSync(path.join(projectFolder, '.env.example'), 'utf8').split('\n\n').slice(1)
  const described = Object.entries(describeConfig()).map(
    ([name, variable]) => `# ${variable.comment}\n${name}=${variable.default}`,
  )

  expect(documented.map((text) => text.trim())).toEqual(described)
})

test('every change of the schema has its migration', async () => {
  const kept = path.join(projectFolder, 'prisma', 'migrations', 'schema.prisma')
  const schema = readFileSync(path.join(projectFolder, 'prisma', 'schema.prisma'), 'utf8')

  const difference = await diffSchemas(readFileSync(kept, 'utf8'), schema)

  expect(difference, 'run: node scripts/new-migration.mjs NAME').toBeNull()
})

/** By another way than the walk above; nothing where there is no git (an unpacked archive). */
function committedFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '--', ...folders.map((folder) => `${folder}/**`)], {
      cwd: projectFolder,
      encoding: 'utf8',
    })
    return listed.split('\n').filter((file) => /\.tsx?$/.test(file))
  } catch {
    return []
  }
}
