import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
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

const dashboard = z.object({
  panels: z.array(
    z.object({ type: z.string(), targets: z.array(z.object({ expr: z.string().default('') })).default([]) }),
  ),
})

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
