/** The product's process: configuration, start, signals, stop. */
import path from 'node:path'
import type { Pool } from 'pg'
import { loadConfig, type Config } from './config.ts'
import { realClock } from './clock.ts'
import type { TokenVault } from './app/token-vault.ts'
import { createTokenVault } from './token-vault.ts'
import { createChoiceNote } from './app/console/model-choice.ts'
import { createModelFiles } from './app/train-model-files.ts'
import { createProduct, type Product } from './compose.ts'
import { createOpenDataStore } from './db/open-data-store.ts'
import { createPool } from './db/pool.ts'
import { sealTokens } from './db/seal-tokens.ts'
import { DailyCopies } from './workers/daily-copies.ts'
import { type Logger, createLog } from './log.ts'
import type { Tracing } from './open-telemetry.ts'
import { realSecrets } from './secrets.ts'
import { connectCommunities } from './start/communities.ts'
import { openShelf } from './start/copies.ts'
import { openDatabase } from './start/database.ts'
import { readInstanceId } from './start/instance.ts'
import { prepareRegion, requireOneWorld } from './start/region.ts'
import { StartProblem, explainStart } from './start/problem.ts'
import { type Sandbox, startSandbox } from './start/sandbox.ts'
import { startRetraining } from './start/retraining.ts'
import { consoleUrlOf, settingsOf } from './start/settings.ts'
import { startTracing } from './start/tracing.ts'
import { textModelFromBytes } from './text/text-model-bytes.ts'
import { troubleReason } from './vk/community-check.ts'
import { createMetrics } from './web/metrics.ts'
import { type Listening, createWeb, listen } from './web/server.ts'
import { requireFreePort } from './start/port.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const connectionsMax = 12
/** Beside the compiled program: dist/console. */
const consolePageDir = path.resolve(import.meta.dirname, '..', 'console')
/** A stop that hangs must not keep the process: the supervisor would kill it harder. */
const stopTimeoutMs = 9_500

/** Things to close, in the order in which they were opened. */
const opened: (() => Promise<unknown>)[] = []

async function start(): Promise<void> {
  const loaded = loadConfig()
  if (!loaded.ok) throw new StartProblem(loaded.problems.join('\n'))
  const { config } = loaded
  const log = createLog(config.logLevel)
  await requireFreePort(config.host, config.port)

  const database = await openDatabase(config, say, log)
  opened.push(() => database.stop())
  const pool = openPool(database.url, log)

  const sandbox = (await requireOneWorld(pool, config.vkTokens.length > 0)) ? await openSandbox(config) : null
  const metrics = createMetrics(pool, troubleReason)
  // First: it says in words what is wrong with the folder.
  const instanceId = await readInstanceId(config.dataDir)
  const { tracer } = await openTracing(config, instanceId, log)
  const vault = await openVault(pool, config)
  const models = createModelFiles(config.dataDir, textModelFromBytes)
  const liveAtStart = await models.live()
  const product = createProduct({
    pool,
    meter: metrics.transport,
    tracer,
    vkApiUrl: sandbox?.apiUrl ?? config.vkApiUrl,
    instanceId,
    ...settingsOf(config),
    clock: realClock,
    random: Math.random,
    models: { ...models, choice: createChoiceNote(config.dataDir) },
    trainedModel: liveAtStart === null ? null : await models.load(liveAtStart),
    secrets: realSecrets,
    log,
    ...tokensBy(vault),
  })
  await prepareRegion({ prisma: product.prisma, pool, sandbox, say })
  if (sandbox === null) await connect(product, config, vault)

  const web = await listen(
    createWeb({
      pool,
      metrics,
      sandboxUrl: sandbox?.url ?? null,
      console: product.console,
      consoleUrl: consoleUrlOf(config),
      pageDir: consolePageDir,
      isInVk: config.vkApp !== null,
      tracer,
      open311: config.isOpen311On ? { store: createOpenDataStore(pool), clock: realClock } : null,
      onFault: (error) => log.error({ err: error }, 'a request failed'),
    }),
    config.host,
    config.port,
  )
  opened.push(() => web.stop())
  product.start()
  opened.push(() => product.stop())
  if (sandbox === null && config.databaseUrl === null && config.backupsKeep > 0) keepCopies(config, log)
  opened.push(startRetraining({ config, product, pool, log, models, liveAtStart }))
  await product.listening()
  announce(web, sandbox)
}

function keepCopies(config: Config, log: Logger): void {
  const { backupsKeep: keep, timeZone } = config
  const shelf = openShelf(config)
  const copies = new DailyCopies({ shelf, keep, timeZone, clock: realClock, random: Math.random, log })
  copies.start()
  opened.push(() => copies.stop())
}

function openPool(url: string, log: Logger): Pool {
  const onError = (error: Error): void => log.warn({ err: error }, 'a database connection broke')
  const pool = createPool({ url, connectionsMax, onError })
  opened.push(() => pool.end())
  return pool
}

/** Opened before what is followed, so that the last of it is told. */
async function openTracing(config: Config, instanceId: string, log: Logger): Promise<Tracing> {
  const tracing = await startTracing(config, { instanceId, log })
  opened.push(() => tracing.stop())
  return tracing
}

/** A missing key is told of before anybody is connected. */
async function openVault(pool: Pool, { tokenKeys }: Config): Promise<TokenVault> {
  const vault = createTokenVault(tokenKeys)
  await sealTokens(pool, vault)
  return vault
}

async function openSandbox(config: Config): Promise<Sandbox> {
  say('Ключей сообществ нет — запускаю песочницу: учебный ВКонтакте на этой машине.')
  const sandbox = await startSandbox(
    { port: config.sandboxPort, regionDir: config.sandboxRegion },
    (code) => {
      say(`Песочница остановилась (код ${code ?? 'нет'}). Останавливаюсь тоже — запустите ещё раз.`)
      void stop(1)
    },
  )
  opened.push(() => sandbox.stop())
  return sandbox
}

async function connect({ api, prisma }: Product, config: Config, vault: TokenVault): Promise<void> {
  if (config.vkTokens.length === 0) return
  const { vkTokens: tokens, serviceGroupId } = config
  await connectCommunities({ api, prisma, tokens, vault, serviceGroupId, say })
}

function announce(web: Listening, sandbox: Sandbox | null): void {
  say('')
  if (sandbox !== null)
    say(`Песочница: ${sandbox.url} — откройте в браузере, напишите за жителя, ответьте за сотрудника.`)
  say(`Рабочее место: ${web.url}/console/ — код для входа даёт бот: сотрудник пишет ему «вход».`)
  say(`Состояние: ${web.url}`)
  say('Остановить: Ctrl+C')
  say(`otklik ready ${web.url}${sandbox === null ? '' : ` ${sandbox.url}`}`)
}

let stopping: Promise<void> | null = null

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    setTimeout(() => process.exit(exitCode === 0 ? 1 : exitCode), stopTimeoutMs).unref()
    for (const close of opened.toReversed()) {
      await close().catch((error: unknown) => say(`При остановке: ${explainStart(error)}`))
    }
    process.exit(exitCode)
  })()
  return stopping
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping === null) say('Останавливаюсь…')
    void stop(0)
  })
}

start().catch(async (error: unknown) => {
  process.stderr.write(`\n${explainStart(error)}\n`)
  await stop(1)
})

const tokensBy = (vault: TokenVault) => ({
  openToken: (stored: string) => vault.open(stored),
  sealToken: (token: string) => vault.seal(token),
})
