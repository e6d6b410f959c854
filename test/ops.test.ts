import { existsSync, readFileSync, readdirSync } from 'node:fs'
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

/** Of Prometheus itself and of prom-client's defaults. */
const foreignMetrics =
  /^(up|nodejs_eventloop_lag_p99_seconds|process_resident_memory_bytes|process_cpu_seconds_total)$/u

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

  it.each(['ops/alerts.yaml', 'ops/grafana.json'])(
    '%s asks only for metrics that the product has',
    (file) => {
      const web = path.join(root, 'src', 'web')
      const sources = readdirSync(web).filter((name) => name.endsWith('metrics.ts'))
      const known = new Set(
        sources.flatMap((name) => read(`src/web/${name}`).match(/otklik_[a-z_]+/gu) ?? []),
      )
      const asked = read(file).match(/\b(otklik|nodejs|process)_[a-z0-9_]+|\bup\{/gu) ?? []
      const names = asked.map((name) => name.replace(/\{$|_bucket$/u, ''))

      expect(names.length).toBeGreaterThan(10)
      expect(names.filter((name) => !known.has(name) && !foreignMetrics.test(name))).toEqual([])
    },
  )
})
