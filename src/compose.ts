/** The composition root: builds every object of a running product from a database and a way to VK. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { createFiles, hearFiles } from './compose-files.ts'
import type { FileStorage } from './app/file-ports.ts'
import { createBooks, createSweeping, createUnasked } from './compose-unasked.ts'
import { Regions } from './app/regions.ts'
import type { ModelShelf } from './app/console/text-models.ts'
import type { Secrets, StatisticsStore, Store } from './app/ports.ts'
import type { Console } from './app/console/console.ts'
import { createInbox } from './compose-inbox.ts'
import { createWatchedStore, watchSender, watchStored } from './compose-watched.ts'
import { createConsole, createShared } from './compose-console.ts'
import type { Tracer } from './app/tracer.ts'
import { type TransportMeter, noMeter } from './app/transport-meter.ts'
import { PrismaClient } from './db/generated/client.ts'
import { createHistoryStore } from './db/history-store.ts'
import { createLeaseStore, createTroubleStore } from './db/lease-store.ts'
import { createOutboxStore } from './db/outbox-store.ts'
import { createPollStore } from './db/poll-store.ts'
import { createProfileStore } from './db/profile-store.ts'
import { createStatisticsStore } from './db/statistics-store.ts'
import type { Clock } from './domain/time.ts'
import type { Logger } from './log.ts'
import { type TrainedRanks, buildUnderstand } from './text/build-understand.ts'
import { createFetchNames } from './vk/api-users.ts'
import { type VkApi, createVkApi } from './vk/api.ts'
import type { LaunchSettings } from './vk/launch-params.ts'
import type { VkIdSettings } from './vk/vk-id.ts'
import { createReadHistory } from './vk/history.ts'
import { callLimits, createVkHttp, pollLimits } from './vk/http.ts'
import { type LongPollDependencies, createPollOpener } from './vk/long-poll.ts'
import type { LongPollTiming } from './vk/long-poll-timing.ts'
import { meterApi, meterPolls } from './vk/metered.ts'
import { createVkSender } from './vk/send.ts'
import { createUnknownEvents } from './vk/unknown-events.ts'
import type { AttachmentsWorker } from './workers/attachments.ts'
import type { InboxWorker } from './workers/inbox.ts'
import { Leases } from './workers/leases.ts'
import { createPollWriter } from './workers/long-polls-writer.ts'
import type { Loop } from './workers/loop.ts'
import { LongPolls } from './workers/long-polls.ts'
import { OutboxWorker } from './workers/outbox.ts'
import { ProfilesWorker } from './workers/profiles.ts'
import { ReconciliationWorker } from './workers/reconciliation.ts'
import type { Watchdog } from './workers/watchdog.ts'

export interface ProductOptions {
  readonly pool: Pool
  /** Base of VK's methods, without a slash at the end. */
  readonly vkApiUrl: string
  /** Stable for one installation: a restart goes on with its own leases at once. */
  readonly instanceId: string
  /** Zone of the region. */
  readonly timeZone: string
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly secrets: Secrets
  readonly log: Logger
  /** How tokens of communities are opened and stored; left out: they are stored as they are. */
  readonly openToken?: (stored: string) => string
  readonly sealToken?: (token: string) => string
  /** Counts what passes; nobody does when it is left out. */
  readonly meter?: TransportMeter
  /** Follows what passes; nobody does when it is left out. */
  readonly tracer?: Tracer
  /** Where copies of people's files lie. */
  readonly fileStorage: FileStorage
  /** Larger files are not taken. */
  readonly fileBytesMax: number
  readonly longPollTiming?: LongPollTiming
  /** Where staff open the console, without a slash at the end. */
  readonly consoleUrl?: string
  /** The Mini App that shows the console; null: there is none. */
  readonly vkApp?: LaunchSettings | null
  /** Signing in with VK ID; null: switched off. */
  readonly vkIdApp?: VkIdSettings | null
  /** How long an answer of staff can be called back; without it, it goes at once. */
  readonly undoSeconds?: number
  /** How long a person is silent before words sent in a row are read as one; without it, each is answered by itself. */
  readonly silenceSeconds?: number
  /** Closed tickets lose their words and their person after so many months; without it, never. */
  readonly personalDataMonths?: number
  /** Done rows of inbox and outbox go after so many days; without it, never. */
  readonly queueDays?: number
  /** How long a clock stands at most while the citizen is asked back; without it, three days. */
  readonly pauseSeconds?: number
  /** How an official appeal is filed, in the words of the region. */
  readonly officialWays?: string
  /** The live model of a region that trained one; null: the day-one model alone. */
  readonly trainedModel?: TrainedRanks | null
  /** Where the region's models lie; nowhere when it is left out. */
  readonly models?: ModelShelf
}

/** A running product without its database, web server and sandbox. */
export interface Product {
  readonly prisma: PrismaClient
  readonly store: Store
  readonly statistics: StatisticsStore
  readonly api: VkApi
  readonly inbox: InboxWorker
  readonly outbox: OutboxWorker
  readonly attachments: AttachmentsWorker
  readonly leases: Leases
  readonly reconciliation: ReconciliationWorker
  readonly watchdog: Watchdog
  /** Looks for corrections of the directory to offer. */
  readonly corrections: Loop
  /** For the web server. */
  readonly console: Console
  /** What happens without anybody writing. */
  readonly timers: Loop
  /** Looks for topics that many people write about at once. */
  readonly incidents: Loop
  readonly regions: Regions
  start(): void
  /** Resolves when every community of this installation is being heard, or after a few seconds without some. */
  listening(): Promise<void>
  /** Takes no more, finishes what runs. Within 10 s. */
  stop(): Promise<void>
}

/** A community in trouble (a revoked token) must not hold up the others. */
const listeningTimeoutMs = 5_000
const listeningLookMs = 20
/** A part of the ten seconds that a stop may take. */
const lastWordsMs = 1_500
/** Names should be there when the first card is written, some seconds after the first words. */
const profilesIntervalMs = 1_500

export function createProduct(options: ProductOptions): Product {
  const { pool, instanceId, clock, random, log, meter = noMeter, openToken = asItIs } = options
  const prisma = openPrisma(pool)
  const store = hearFiles(createWatchedStore(options, prisma), () => attachments.wake())
  const statistics = createStatisticsStore(pool, options.timeZone)
  const troubles = createTroubleStore(pool)
  const nowMs = (): number => performance.now()
  const http = createVkHttp(callLimits)
  const api = meterApi(createVkApi({ http, baseUrl: options.vkApiUrl, nowMs, openToken }), meter)

  const { attachments, upload } = createFiles(options, api)
  const sender = watchSender(options, createVkSender({ api, random, upload }), nowMs)
  const outbox = new OutboxWorker({
    store: createOutboxStore(pool, instanceId),
    sender,
    troubles,
    clock,
    random,
    log,
  })
  const regions = new Regions(store, (directory) => buildUnderstand(directory, options.trainedModel ?? null))
  const onWritten = (): void => {
    outbox.wake()
    feed.wake()
  }
  const shared = createShared(options, { store, statistics, onWritten })
  const { console, feed } = createConsole(options, { regions, work: shared, api, http, prisma })
  const handling = { ...shared, regions }
  const inbox = createInbox(options, handling)
  const unasked = createUnasked(options, handling)
  const intake = { api, troubles, onStored: (): void => inbox.wake() }
  const { longPolls, reconciliation } = createIntake(options, intake)
  const leases = new Leases({ store: createLeaseStore(pool, instanceId), longPolls, random, log })
  const profiles = createProfiles(options, api)
  const books = [...createBooks(options), createSweeping(options)]

  /** Whatever may rest as soon as the product stops. */
  const duties = [inbox, attachments, profiles, reconciliation, feed, ...books, ...Object.values(unasked)]
  const start = (): void => {
    for (const worker of [leases, outbox, ...duties]) worker.start()
  }
  const listening = async (): Promise<void> => {
    // The models are made now, so that the first citizen does not wait for them.
    await regions.current(0)
    await unasked.timers.drain()
    await leases.drain()
    await untilHeard(longPolls)
  }
  const stop = async (): Promise<void> => {
    // What was decided is said while time lasts, and only then are the communities let go: the outbox needs their leases.
    await Promise.all(duties.map((worker) => worker.stop()))
    await Promise.race([outbox.drain(), delay(lastWordsMs, undefined, { ref: false })])
    await outbox.stop()
    await leases.stop()
    await prisma.$disconnect()
  }
  const loops = { inbox, outbox, attachments, leases, reconciliation, ...unasked }
  return { prisma, store, statistics, api, ...loops, console, regions, start, listening, stop }
}

const asItIs = (token: string): string => token

/** Prisma's own limit of 5 s ends the start of a product on a machine that is busy. */
const openPrisma = (pool: Pool): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 30_000, timeout: 60_000 },
  })

async function untilHeard(longPolls: LongPolls): Promise<void> {
  const deadline = performance.now() + listeningTimeoutMs
  while (longPolls.positions().some(({ cursor }) => cursor === null) && performance.now() < deadline)
    await delay(listeningLookMs)
}

/** What brings messages in: the long polls, and the reading of history for what they missed. */
function createIntake(
  options: ProductOptions,
  {
    api,
    troubles,
    onStored,
  }: Pick<LongPollDependencies, 'api' | 'troubles'> & { readonly onStored: () => void },
): { readonly longPolls: LongPolls; readonly reconciliation: ReconciliationWorker } {
  const { pool, instanceId, clock, random, log, longPollTiming, meter = noMeter } = options
  const reconciliation = new ReconciliationWorker({
    store: createHistoryStore(pool, instanceId),
    readHistory: createReadHistory(api, clock),
    onMissed: onStored,
    clock,
    random,
    log,
  })
  const noteUnknown = createUnknownEvents(log)
  const openPoll = createPollOpener({
    api,
    troubles,
    http: meterPolls(createVkHttp(pollLimits), meter),
    store: watchStored(
      options,
      createPollWriter({ store: createPollStore(pool, instanceId), clock, onStored }),
    ),
    onGap: () => reconciliation.wake(),
    onUnknown: (groupId, type) => {
      meter.eventCame('unknown')
      noteUnknown(groupId, type)
    },
    clock,
    random,
    log,
    ...(longPollTiming === undefined ? {} : { timing: longPollTiming }),
  })
  return { longPolls: new LongPolls({ openPoll }), reconciliation }
}

function createProfiles({ pool, instanceId, random, log }: ProductOptions, api: VkApi): ProfilesWorker {
  return new ProfilesWorker({
    store: createProfileStore(pool, instanceId),
    fetchNames: createFetchNames(api),
    intervalMs: profilesIntervalMs,
    random,
    log,
  })
}
