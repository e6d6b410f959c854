import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeConfig } from '../src/config.ts'
import { createPool } from '../src/db/pool.ts'
import { createMetrics } from '../src/web/metrics.ts'

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

const dashboard = z.object({
  panels: z.array(
    z.object({ type: z.string(), targets: z.array(z.object({ expr: z.string().default('') })).default([]) }),
  ),
})

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

  it('the image lacks only packages that nothing in it imports', () => {
    const removed = /rm -rf (.+)$/mu.exec(read('Dockerfile'))?.[1]?.split(' ') ?? []
    const files = ['src', 'scenes', 'sandbox'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('page/'))
        .map((name) => path.join(folder, name)),
    )
    const imported = files.flatMap((file) =>
      [...read(file).matchAll(/^(?:import|export|\}) (?!type).*from '([^'.]+)'|import\('([^'.]+)'\)/gmu)].map(
        ([, named = '', loaded = '']) => named || loaded,
      ),
    )

    expect(removed.length).toBeGreaterThan(5)
    expect(imported).toContain('pg')
    expect(
      imported.filter((name) => removed.some((gone) => name === gone || name.startsWith(`${gone}/`))),
    ).toEqual([])
  })

  it('asks for the port that the product listens on, and gives it time to stop', () => {
    const port = describeConfig()['PORT']?.default ?? ''
    const stopSeconds = 10

    expect(read('Dockerfile')).toContain(`EXPOSE ${port}`)
    expect(read('Dockerfile')).toContain(`process.env.PORT || ${port}`)
    expect(read('ops/compose.yaml')).toMatch(new RegExp(`PORT: ${port}\\n`, 'u'))
    expect(read('ops/compose.yaml')).toContain(`- 127.0.0.1:${port}:${port}`)
    const graces = [...read('ops/compose.yaml').matchAll(/stop_grace_period: (\d+)s/gu)].map((match) =>
      Number(match[1]),
    )
    const unit = Number(/^TimeoutStopSec=(\d+)$/mu.exec(read('ops/otklik.service'))?.[1])
    expect(graces).toHaveLength(2)
    expect(Math.min(unit, ...graces)).toBeGreaterThan(stopSeconds)
  })

  it('starts the file that a build makes, with a Node that the product takes', () => {
    const main = 'dist/src/main.js'
    const engines = /"node": ">=(\d+)/u.exec(read('package.json'))?.[1]

    expect(read('ops/otklik.service')).toContain(`ExecStart=/usr/bin/node ${main}`)
    expect(read('Dockerfile')).toContain(`CMD ["node", "${main}"]`)
    const images = [...read('Dockerfile').matchAll(/^FROM node:(\d+)-/gmu)].map((match) => match[1])
    expect(images).toEqual([engines, engines])
  })

  it('the image is built of files that a build gets, and asked for its health by a route that exists', () => {
    const sources = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap(
      ([, names = '']) => names.split(' '),
    )
    const ignored = read('.dockerignore').split('\n')
    const scripts = [...read('Dockerfile').matchAll(/\bnode (scripts\/\S+)/gu)].map(([, name = '']) => name)
    const route = /127\.0\.0\.1:[^/]+(\/[a-z]+)/u.exec(read('Dockerfile'))?.[1] ?? ''

    expect(sources).toContain('package-lock.json')
    expect([...sources, ...scripts].filter((name) => !existsSync(path.join(root, name)))).toEqual([])
    expect(sources.filter((name) => ignored.includes(name))).toEqual([])
    expect(scripts).toContain('scripts/build.mjs')
    expect(read('src/web/server.ts')).toContain(`'${route}'`)
  })

  it('every alert has a sentence for the person on duty, and looks at more than one moment', () => {
    const alerts = read('ops/alerts.yaml')
      .split(/^\s*- alert: /mu)
      .slice(1)

    expect(alerts.length).toBeGreaterThan(4)
    expect(
      alerts.filter(
        (alert) =>
          !/expr:/u.test(alert) ||
          !/for: \d|\[\d+[mh]\]/u.test(alert) ||
          !/summary:|description:/u.test(alert),
      ),
    ).toEqual([])
  })

  it('every panel of the dashboard asks for something', () => {
    const { panels } = dashboard.parse(JSON.parse(read('ops/grafana.json')))

    expect(panels.length).toBeGreaterThan(5)
    expect(
      panels.filter(({ type, targets }) => type !== 'row' && targets.every(({ expr }) => expr === '')),
    ).toEqual([])
  })

  it('the image takes no secrets and no data of this folder along', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.env', 'data', '.git', 'node_modules']),
    )
  })

  it.each(['ops/alerts.yaml', 'ops/grafana.json'])(
    '%s asks only for metrics that the product has, by labels that they have',
    async (file) => {
      const shown = await shownMetrics()
      const documented = documentedMetrics()
      const asked = expressionsOf(file)
      const names = asked.flatMap(metricsIn)

      expect(names.length).toBeGreaterThan(10)
      expect(names.filter((name) => name !== 'up' && !shown.has(name))).toEqual([])
      const wrong = asked.flatMap((expression) => {
        const known = new Set(metricsIn(expression).flatMap((name) => documented.get(name) ?? []))
        return labelsIn(expression).filter((label) => !known.has(label))
      })
      expect(asked.flatMap(labelsIn).length).toBeGreaterThan(1)
      expect(wrong).toEqual([])
    },
  )

  it('docs/operations.md names every metric of the product and no other', async () => {
    const shown = [...(await shownMetrics())].filter((name) => name.startsWith('otklik_'))

    expect([...documentedMetrics().keys()].toSorted()).toEqual(
      shown.filter((name) => !/_(bucket|sum|count)$/u.test(name)).toSorted(),
    )
  })
})

/** As a scrape shows them while the database is away: all names are there, with those of the parts of histograms. */
async function shownMetrics(): Promise<ReadonlySet<string>> {
  const url = 'postgresql://nobody@127.0.0.1:1/nothing'
  const pool = createPool({ url, connectionsMax: 1, onError: () => {} })
  const text = await createMetrics(pool, () => 'other').text()
  await pool.end()
  return new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
}

/** By name with their labels, from the table. */
function documentedMetrics(): ReadonlyMap<string, readonly string[]> {
  const [, table = ''] = read('docs/operations.md').split('\n| metric | |\n')
  const [rows = ''] = table.split('\n\n')
  const firstCells = rows.split('\n').map((row) => row.split('|')[1] ?? '')
  return new Map(
    firstCells
      .flatMap((cell) => [...cell.matchAll(/`(otklik_[a-z_]+)(?:\{([a-z,]+)\})?`/gu)])
      .map(([, name = '', labels = '']) => [name, labels === '' ? [] : labels.split(',')]),
  )
}

const expressionsOf = (file: string): readonly string[] =>
  file.endsWith('.json')
    ? dashboard.parse(JSON.parse(read(file))).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    : [...read(file).matchAll(/^ *expr: (.+)$/gmu)].map(([, expression = '']) => expression)

const metricsIn = (expression: string): readonly string[] =>
  expression.match(/\b(?:(?:otklik|nodejs|process)_[a-z0-9_]+|up(?=\{))/gu) ?? []

/** Prometheus adds `job` to everything and `le` to histograms. */
const labelsIn = (expression: string): readonly string[] =>
  [
    ...[...expression.matchAll(/\bby \(([^)]*)\)/gu)].flatMap(([, list = '']) => list.split(/,\s*/u)),
    ...[...expression.matchAll(/([a-z_]+)(?:=~|!~|!=|=)"/gu)].map(([, label = '']) => label),
  ].filter((label) => label !== 'job' && label !== 'le')
