import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bootstrapOrExit, toolSteps } from './bootstrap.mjs'
import { inProject } from './bootstrap/project.mjs'

/**
 * `node scripts/new-migration.mjs NAME`: writes prisma/migrations/TIME_NAME/migration.sql with the difference between the
 * schema of the last migration (kept as prisma/migrations/schema.prisma) and prisma/schema.prisma, and keeps the new one.
 * The SQL is a draft: read it, complete it by hand (checks, triggers, partial indexes, moving of data) and commit all three.
 */
const [name = ''] = process.argv.slice(2)
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Назовите миграцию маленькими латинскими буквами: node scripts/new-migration.mjs add_topics')
  process.exit(2)
}
await bootstrapOrExit({ steps: toolSteps, stream: process.stderr })

const folder = inProject('prisma', 'migrations')
const kept = inProject('prisma', 'migrations', 'schema.prisma')
const schema = inProject('prisma', 'schema.prisma')
const hasMigrations = readdirSync(folder, { withFileTypes: true }).some((entry) => entry.isDirectory())

if (hasMigrations && !existsSync(kept)) {
  console.error(
    'Нет prisma/migrations/schema.prisma: верните её из репозитория, без неё разницу не посчитать.',
  )
  process.exit(1)
}
const { tsImport } = await import('tsx/esm/api')
const { diffSchemas } = await tsImport('../src/db/schema-engine-diff.ts', import.meta.url)
const previous = hasMigrations ? readFileSync(kept, 'utf8') : null
const sql = await diffSchemas(previous, readFileSync(schema, 'utf8'))

if (sql === null) {
  console.error('Схема не изменилась, новая миграция не нужна.')
  copyFileSync(schema, kept)
  process.exit(0)
}
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const target = inProject('prisma', 'migrations', `${time}_${name}`)
mkdirSync(target)
writeFileSync(`${target}/migration.sql`, sql)
copyFileSync(schema, kept)
console.log(`prisma/migrations/${time}_${name}/migration.sql`)
