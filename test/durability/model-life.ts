/**
 * The middle of the product, from the stored answer of a poll to the sent reply, as one life of its process: at the step
 * it is told to die at, that statement or call fails, and so does everything that follows. What it had in memory is gone
 * with it.
 */
import type pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { converse } from '../../scenes/dialogue.ts'
import * as notices from '../../scenes/notices.ts'
import { CommunityPace } from '../../src/app/community-pace.ts'
import { handleEvents } from '../../src/app/handle-events.ts'
import type { Regions } from '../../src/app/regions.ts'
import { TicketNumbers } from '../../src/app/ticket-numbers.ts'
import { noTracer } from '../../src/app/tracer.ts'
import { RecentWords } from '../../src/app/words-in-a-row.ts'
import { UsualTimes } from '../../src/app/usual-times.ts'
import { realClock } from '../../src/clock.ts'
import { usualOfficialWays } from '../../src/domain/legal.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createTroubleStore } from '../../src/db/lease-store.ts'
import { createOutboxStore } from '../../src/db/outbox-store.ts'
import { createPollStore } from '../../src/db/poll-store.ts'
import { createStatisticsStore } from '../../src/db/statistics-store.ts'
import { createStore } from '../../src/db/store.ts'
import { createLog } from '../../src/log.ts'
import { realSecrets } from '../../src/secrets.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { readLongPollAnswer } from '../../src/vk/long-poll-answer.ts'
import { readComment } from '../../src/vk/read-comment.ts'
import { readEventMessage } from '../../src/vk/read-event.ts'
import { createVkSender } from '../../src/vk/send.ts'
import { readUpdates } from '../../src/vk/update.ts'
import { OutboxWorker } from '../../src/workers/outbox.ts'
import { groupId } from '../../src/domain/ids.ts'
import { StepCounter, watchPool, watchVk } from '../support/crash-steps.ts'

export interface LifeOptions {
  readonly pool: pg.Pool
  readonly vkUrl: string
  readonly instanceId: string
  /** Made once: what it keeps in memory is read again after a start, and is the same. */
  readonly regions: Regions
}

/** A batch is small, so that several are needed now and then. */
const batchSize = 3
const timeZone = 'Europe/Moscow'

export class Life {
  readonly #pool: pg.Pool
  readonly #options: LifeOptions
  readonly #outbox: OutboxWorker
  readonly #handle: () => Promise<number>
  readonly #mortality: Mortality

  private constructor(options: LifeOptions, mortality: Mortality, vkApiUrl: string, counter: StepCounter) {
    this.#options = options
    this.#mortality = mortality
    const pool = watchPool(options.pool, counter)
    this.#pool = pool
    const { instanceId, regions } = options
    const log = createLog('fatal')
    const api = createVkApi({ http: createVkHttp(callLimits), baseUrl: vkApiUrl, nowMs: unhurried() })
    const upload = (): Promise<never> => Promise.reject(new Error('there is nothing to upload'))
    this.#outbox = new OutboxWorker({
      store: createOutboxStore(pool, instanceId),
      sender: createVkSender({ api, random: Math.random, upload }),
      troubles: createTroubleStore(pool),
      clock: realClock,
      random: Math.random,
      log,
    })
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
    const store = createStore({ pool, prisma, instanceId, randomId: realSecrets.randomId })
    const handling = {
      store,
      statistics: createStatisticsStore(pool, timeZone),
      regions,
      numbers: new TicketNumbers(store),
      converse,
      readMessage: readEventMessage,
      readComment,
      // Everything is answered at once: the steps of the model are no seconds.
      silenceSeconds: 0,
      recentWords: new RecentWords(),
      pace: new CommunityPace(unhurried()),
      tracer: noTracer,
      notices,
      secrets: realSecrets,
      clock: realClock,
      usualTimes: new UsualTimes(store, realClock),
      undoSeconds: 0,
      pauseSeconds: 72 * 3600,
      officialWays: usualOfficialWays,
      timeZone,
      consoleUrl: 'http://127.0.0.1:3000',
      onWritten: () => {},
      onFailure: () => {},
    }
    this.#handle = () => handleEvents(handling, batchSize)
  }

  static async begin(options: LifeOptions): Promise<Life> {
    const mortality = new Mortality()
    const counter = new StepCounter(() => mortality.pass())
    return new Life(options, mortality, await watchVk(`${options.vkUrl}/method`, counter), counter)
  }

  get isDead(): boolean {
    return this.#mortality.isDead
  }

  /** Asks VK for events of the community and stores them with the new place. */
  poll(id: number, diesAfter: number | null): Promise<void> {
    return this.#live(diesAfter, async () => {
      const { rows } = await this.#options.pool.query<{ server: string; key: string; ts: string }>(
        'select server, key, ts from poll_cursors where group_id = $1',
        [id],
      )
      const [cursor] = rows
      if (cursor === undefined) throw new Error('nobody polls this community')
      const said = await fetch(`${cursor.server}?act=a_check&key=${cursor.key}&ts=${cursor.ts}&wait=0`)
      const answer = readLongPollAnswer(await said.json())
      if (answer.kind !== 'updates') throw new Error(`VK said ${answer.kind}`)
      const now = realClock.now()
      const { drafts: events } = readUpdates(answer.updates, now)
      const next = { ...cursor, ts: answer.ts }
      const store = createPollStore(this.#pool, this.#options.instanceId)
      await store.storePolls([{ groupId: groupId(id), kind: 'polled', cursor: next, events }], now)
    })
  }

  handle(diesAfter: number | null): Promise<void> {
    return this.#live(diesAfter, async () => {
      while ((await this.#handle()) > 0);
    })
  }

  send(diesAfter: number | null): Promise<void> {
    return this.#live(diesAfter, () => this.#outbox.drain())
  }

  /** What is left of a dead process in our memory ends. */
  async bury(): Promise<void> {
    await this.#outbox.stop()
  }

  async #live(diesAfter: number | null, work: () => Promise<void>): Promise<void> {
    const died = this.#mortality.dieAfter(diesAfter)
    const worked = work().catch((error: unknown) => {
      if (!this.isDead) throw error
    })
    await Promise.race([worked, died])
    if (!this.isDead) this.#mortality.spare()
  }
}

class Mortality {
  isDead = false
  #stepsLeft: number | null = null
  #die: () => void = () => {}

  /** Resolves at death. */
  dieAfter(steps: number | null): Promise<void> {
    this.#stepsLeft = steps
    return new Promise((resolve) => {
      this.#die = resolve
    })
  }

  spare(): void {
    this.#stepsLeft = null
  }

  pass(): void {
    if (this.#stepsLeft === 0) {
      this.isDead = true
      this.#die()
    }
    if (this.isDead) throw new Error('the process is dead')
    if (this.#stepsLeft !== null) this.#stepsLeft -= 1
  }
}

/** Each look is a second later: VK's limit of requests is not what is tried here. */
function unhurried(): () => number {
  let now = 0
  return () => (now += 1_000)
}
