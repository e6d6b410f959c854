/** Fills an empty installation: the sample region in the sandbox, the default topics everywhere. */
import type { Pool } from 'pg'
import { importRegionFolder } from '../app/import/import-region-folder.ts'
import type { PrismaClient } from '../db/generated/client.ts'
import { createImportStore } from '../db/import-store.ts'
import { describeProblem } from '../app/import/problem.ts'
import { StartProblem } from './problem.ts'
import { type Sandbox, taxonomyFile, taxonomyFolder } from './sandbox.ts'

const sandboxMark = 'sandbox'

/** Refuses a start, and is said by the doctor before one. */
export const twoWorlds =
  'В этой базе живёт учебная область песочницы. Для настоящих сообществ укажите другую папку в DATA_DIR или другую базу в DATABASE_URL.'

/**
 * Whether this start runs in the sandbox. The sample region and real communities must never share a database: made-up
 * tokens would be sent to VK, and real people would meet made-up institutions.
 */
export async function requireOneWorld(pool: Pool, hasTokens: boolean): Promise<boolean> {
  const { rows } = await pool.query<{ is_sandbox: boolean; communities: number }>(
    `select exists (select 1 from settings where key = $1) as is_sandbox, (select count(*)::int from communities) as communities`,
    [sandboxMark],
  )
  const isSandbox = rows[0]?.is_sandbox === true
  if (isSandbox && hasTokens) throw new StartProblem(twoWorlds)
  return isSandbox || (!hasTokens && (rows[0]?.communities ?? 0) === 0)
}

export interface RegionOptions {
  readonly prisma: PrismaClient
  readonly pool: Pool
  readonly sandbox: Sandbox | null
  readonly say: (text: string) => void
}

export async function prepareRegion({ prisma, pool, sandbox, say }: RegionOptions): Promise<void> {
  const hasTopics = (await prisma.topic.count()) > 0
  const isPrepared =
    sandbox === null || (await prisma.setting.findUnique({ where: { key: sandboxMark } })) !== null
  if (hasTopics && isPrepared) return
  if (!isPrepared) say('Загружаю учебную область: муниципалитеты, учреждения, сообщества, сотрудников…')
  const folder = isPrepared || sandbox === null ? taxonomyFolder() : sandbox.regionDir
  const imported = await importRegionFolder(createImportStore(prisma), folder, { topicsFile: taxonomyFile() })
  if (!imported.ok) {
    const [first] = imported.refusal.problems
    throw new StartProblem(
      `Справочник не загрузился: ${imported.refusal.file}, ${first === undefined ? '' : describeProblem(first)}`,
    )
  }
  if (sandbox === null) return
  await pool.query(`insert into settings (key, value) values ($1, 'true') on conflict do nothing`, [
    sandboxMark,
  ])
}
