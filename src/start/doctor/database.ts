/** The database: is it there, does it take our schema, does its clock agree with ours. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { Config } from '../../config.ts'
import { borrowEmbeddedServer } from '../../db/embedded-server.ts'
import { MigrationFault, pendingMigrations } from '../../db/migrate.ts'
import { explainStart } from '../problem.ts'
import { type Finding, bad, good, warning } from './finding.ts'

export interface FoundCommunity {
  readonly groupId: number
  readonly title: string
  readonly token: string
  readonly trouble: string | null
}

export interface DatabaseExamination {
  readonly findings: readonly Finding[]
  /** Null when the database could not be read. */
  readonly communities: readonly FoundCommunity[] | null
  readonly isSandbox: boolean
}

const subject = 'База данных'
const clockSkewMaxMs = 5_000
const unread = { communities: null, isSandbox: false }

export async function examineDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  nowMs: () => number,
): Promise<DatabaseExamination> {
  if (config.databaseUrl === null && !existsSync(path.join(config.dataDir, 'postgres'))) {
    const finding = good(subject, 'встроенная; появится при первом запуске.')
    return { findings: [finding], communities: [], isSandbox: false }
  }
  try {
    const server =
      config.databaseUrl === null ? await borrowEmbeddedServer({ dataFolder: config.dataDir }) : null
    try {
      return await examine(config.databaseUrl ?? server?.url ?? '', nowMs)
    } finally {
      await server?.stop()
    }
  } catch (error) {
    return { ...unread, findings: [bad(subject, explainStart(error))] }
  }
}

async function examine(url: string, nowMs: () => number): Promise<DatabaseExamination> {
  const pending = await pendingMigrations(url).catch((error: unknown) => {
    if (error instanceof MigrationFault) return error
    throw error
  })
  if (pending instanceof MigrationFault) return { ...unread, findings: [bad(subject, pending.message)] }
  const client = new pg.Client({ connectionString: url, application_name: 'otklik doctor' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const structure = good(
      subject,
      pending.length === 0
        ? 'отвечает, структура обновлена.'
        : `отвечает; при запуске её структура обновится, шагов: ${pending.length}.`,
    )
    const findings = [structure, await examineClock(client, nowMs)]
    if (pending.length > 0) return { ...unread, findings }
    const found = [...findings, ...(await examineQueues(client)), ...(await examinePeople(client))]
    return { findings: found, ...(await readCommunities(client)) }
  } finally {
    await client.end()
  }
}

async function examineClock(client: pg.Client, nowMs: () => number): Promise<Finding> {
  const { rows } = await client.query<{ now: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as now',
  )
  const skewMs = Math.abs(Number(rows[0]?.now) - nowMs())
  return skewMs <= clockSkewMaxMs
    ? good('Часы базы', 'идут одинаково с часами этой машины.')
    : bad(
        'Часы базы',
        `расходятся с часами этой машины на ${Math.round(skewMs / 1000)} с. Включите синхронизацию времени на обеих.`,
      )
}

async function examineQueues(client: pg.Client): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ parked: number; failed: number; late: number }>(
    `select (select count(*)::int from inbox where status = 'parked') as parked,
       (select count(*)::int from outbox where status = 'failed' and created_at > now() - interval '7 days') as failed,
       (select count(*)::int from outbox where status = 'pending' and available_at < now() - interval '10 minutes') as late`,
  )
  const { parked = 0, failed = 0, late = 0 } = rows[0] ?? {}
  return [
    ...(parked > 0
      ? [
          warning(
            'Отложенные события',
            `${parked}. Бот не смог их разобрать, координаторам об этом написано.`,
          ),
        ]
      : []),
    ...(failed > 0
      ? [warning('Неотправленные сообщения', `за неделю ${failed}. Сотрудникам об этом написано.`)]
      : []),
    ...(late > 0
      ? [
          warning(
            'Очередь отправки',
            `${late} сообщений ждут дольше 10 минут. Если Отклик запущен, проверьте связь с ВКонтакте.`,
          ),
        ]
      : []),
  ]
}

/** Questions that no institution answers for go to coordinators of the region: without one nobody reads them. */
async function examinePeople(client: pg.Client): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ communities: number; coordinators: number; silent: number }>(
    `select (select count(*)::int from communities where is_active) as communities,
       (select count(*)::int from memberships where role = 'coordinator' and ended_at is null) as coordinators,
       (select count(*)::int from staff where contact_group_id is null and exists (
          select 1 from memberships where staff_id = staff.id and ended_at is null)) as silent`,
  )
  const { communities = 0, coordinators = 0, silent = 0 } = rows[0] ?? {}
  return [
    ...(communities > 0 && coordinators === 0
      ? [
          warning(
            'Координаторы',
            'нет ни одного: вопросы, у которых нет ответственного, никто не увидит. Код даёт команда otklik invite --coordinator.',
          ),
        ]
      : []),
    ...(silent > 0
      ? [
          warning(
            'Сотрудники',
            `не писали в рабочее сообщество: ${silent}. Карточки до них не дойдут, пока каждый не отправит туда любое сообщение.`,
          ),
        ]
      : []),
  ]
}

async function readCommunities(
  client: pg.Client,
): Promise<Pick<DatabaseExamination, 'communities' | 'isSandbox'>> {
  const { rows } = await client.query<{ isSandbox: boolean }>(
    `select exists (select 1 from settings where key = 'sandbox') as "isSandbox"`,
  )
  const communities = await client.query<FoundCommunity>(
    `select group_id::float8 as "groupId", title, token, trouble from communities where is_active order by group_id`,
  )
  return { communities: communities.rows, isSandbox: rows[0]?.isSandbox === true }
}
