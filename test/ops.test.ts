import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeConfig } from '../src/config.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Of the image and of PostgreSQL, not ours. */
const foreign = new Set([
  'NODE_ENV',
  'POSTGRES_USER',
  'POSTGRES_DB',
  'POSTGRES_PASSWORD',
  'POSTGRES_INITDB_ARGS',
])

describe('files for those who run the product', () => {
  it.each([
    ['Dockerfile', /\b([A-Z][A-Z_]+)=/gu],
    ['ops/compose.yaml', /^ +([A-Z][A-Z_]+):/gmu],
    ['ops/otklik.service', /^Environment=([A-Z_]+)=/gmu],
  ])('%s sets only variables that exist', (file, pattern) => {
    const names = [...read(file).matchAll(pattern)].map((match) => match[1] ?? '')

    expect(names.length).toBeGreaterThan(1)
    expect(names.filter((name) => !Object.hasOwn(describeConfig(), name) && !foreign.has(name))).toEqual([])
  })

  it('the image holds what the code looks for beside itself', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/otklik\/(\S+)/gmu)].map(
      (match) => match[1] ?? '',
    )

    expect(copied).toEqual(
      expect.arrayContaining([
        'dist',
        'node_modules',
        'package.json',
        'prisma',
        'taxonomy',
        'sandbox/region',
      ]),
    )
    expect(
      copied.filter((name) => !['dist', 'node_modules'].includes(name) && !existsSync(path.join(root, name))),
    ).toEqual([])
  })

  it('the image takes no secrets and no data of this folder along', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.env', 'data', '.git', 'node_modules']),
    )
  })
})
