/** Builds what the console's HTTP API works with. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as notices from '../scenes/notices.ts'
import { ChangeFeed } from './app/console/change-feed.ts'
import type { Console } from './app/console/console.ts'
import type { SessionSecrets } from './app/console/ports.ts'
import { noModels } from './app/console/text-models.ts'
import { Watchers } from './app/console/watchers.ts'
import type { ConsoleWork } from './app/console/work-at-console.ts'
import type { Regions } from './app/regions.ts'
import { UsualTimes } from './app/usual-times.ts'
import { TicketNumbers } from './app/ticket-numbers.ts'
import { createDirectoryParts } from './compose-directory.ts'
import type { ProductOptions } from './compose.ts'
import { createCalendarNotes } from './db/calendar-notes.ts'
import { createConsoleChangeStore } from './db/console-change-store.ts'
import { createConsoleFileStore } from './db/console-file-store.ts'
import { createConsoleJournalStore } from './db/console-journal-store.ts'
import { createConsoleMapStore } from './db/console-map-store.ts'
import { createConsoleQueueStore } from './db/console-queue-store.ts'
import { createConsoleSessionStore } from './db/console-session-store.ts'
import { createFigureDetails } from './db/figure-details.ts'
import { createFigureReader } from './db/figure-reader.ts'
import { createFigureTickets } from './db/figure-tickets.ts'
import { createPersonStore } from './db/person-queries.ts'
import { createRadarStore } from './db/radar-store.ts'
import type { PrismaClient } from './db/generated/client.ts'
import type { VkApi } from './vk/api.ts'
import type { VkHttp } from './vk/http.ts'
import { createVkId } from './vk/vk-id.ts'
import { createReadLaunch } from './vk/launch-params.ts'
import { usualOfficialWays } from './domain/legal.ts'
import { Loop } from './workers/loop.ts'

const sessionSecrets: SessionSecrets = {
  token: () => randomBytes(32).toString('hex'),
  hash: (secret) => createHash('sha256').update(`otklik session ${secret}`).digest('hex'),
  challenge: (verifier) => createHash('sha256').update(verifier).digest('base64url'),
  isSame: (left, right) => {
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
    return timingSafeEqual(digest(left), digest(right))
  },
}

/** What other processes wrote is on the screen within this; what this one wrote, at once. */
const feedIntervalMs = 500
const defaultPauseSeconds = 3 * 24 * 3600
const defaultConsoleUrl = 'http://127.0.0.1:3000'

/** What a message and an act on the screen are both handled with. */
export function createShared(
  {
    timeZone,
    clock,
    secrets,
    consoleUrl = defaultConsoleUrl,
    undoSeconds = 0,
    pauseSeconds = defaultPauseSeconds,
    officialWays = usualOfficialWays,
  }: ProductOptions,
  parts: Pick<ConsoleWork, 'store' | 'statistics' | 'onWritten'>,
): ConsoleWork {
  const numbers = new TicketNumbers(parts.store)
  const usualTimes = new UsualTimes(parts.store, clock)
  return {
    ...parts,
    numbers,
    usualTimes,
    notices,
    secrets,
    clock,
    timeZone,
    consoleUrl,
    undoSeconds,
    pauseSeconds,
    officialWays,
  }
}

export function createConsole(
  options: ProductOptions,
  {
    regions,
    work,
    api,
    http,
    prisma,
  }: {
    readonly regions: Regions
    readonly work: ConsoleWork
    readonly api: VkApi
    readonly http: VkHttp
    readonly prisma: PrismaClient
  },
): { readonly console: Console; readonly feed: Loop } {
  const { pool, fileStorage, vkApp = null, vkIdApp = null, models = noModels, random, log } = options
  const { clock, secrets, timeZone } = work
  const sessions = createConsoleSessionStore(pool)
  const vkId = vkIdApp === null ? null : createVkId(vkIdApp, http)
  const changes = new ChangeFeed(createConsoleChangeStore(pool))
  const listing = {
    queues: createConsoleQueueStore(pool),
    files: createConsoleFileStore(pool),
    storage: fileStorage,
    clock,
    timeZone,
  }
  const console: Console = {
    signingIn: { sessions, secrets, sessionSecrets, readLaunch: createReadLaunch(vkApp), vkId, clock },
    keeping: { sessions, sessionSecrets, regions, clock },
    listing,
    work,
    feed: changes,
    figures: {
      reader: createFigureReader(pool),
      details: createFigureDetails(pool),
      calendars: createCalendarNotes(pool),
      tickets: createFigureTickets(pool, timeZone),
      silence: { radar: createRadarStore(pool), timeZone },
      listing,
    },
    models,
    watchers: new Watchers(clock),
    map: { store: createConsoleMapStore(pool), clock },
    journal: { store: createConsoleJournalStore(pool), clock, timeZone },
    personal: { persons: createPersonStore(pool), work },
    directory: createDirectoryParts(options, { api, prisma }),
  }
  const feed = new Loop({
    run: () => changes.look(),
    intervalMs: feedIntervalMs,
    onFault: (error) => log.error({ err: error }, 'the consoles could not be told what changed'),
    random,
  })
  return { console, feed }
}
