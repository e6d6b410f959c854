import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import os, { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Region } from '../../src/app/ports.ts'
import { Regions } from '../../src/app/regions.ts'
import { isHeldOut } from '../../src/app/train-champion.ts'
import { shouldRetrain } from '../../src/app/train-decisions.ts'
import { createHistoryFile } from '../../src/app/train-history-file.ts'
import { createModelFiles } from '../../src/app/train-model-files.ts'
import { Temporal } from '../../src/domain/time.ts'
import { createTrainingThread } from '../../src/start/training-thread.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { RetrainingWorker } from '../../src/workers/retraining.ts'
import { waitFor } from '../support/wait-for.ts'
import { givenDirectory, givenInstitution, givenTopic } from '../support/given.ts'
import { givenAppeals } from './given-appeals.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-retrain-'))
})

afterEach(() => rm(folder, { recursive: true }))

const codes = new Map([
  ['Дороги', 'TEST-00'],
  ['Освещение', 'TEST-01'],
  ['Мусор', 'TEST-02'],
  ['Вода', 'TEST-03'],
  ['Дорожный комитет', 'roads'],
  ['Водоканал', 'water'],
])
const history = givenAppeals().map(({ text, labels }) => ({
  text,
  labels: labels.map((label) => codes.get(label ?? '') ?? null),
}))
const directory = givenDirectory({
  topics: ['Дороги', 'Освещение', 'Мусор', 'Вода'].map((title, index) =>
    givenTopic(`TEST-0${index}`, { title, button: title, phrases: [title] }),
  ),
  institutions: [
    givenInstitution(1, { code: 'roads', title: 'Дорожный комитет' }),
    givenInstitution(2, { code: 'water', title: 'Водоканал' }),
  ],
})
const job = (texts = history, now = '2026-05-04T10:00:00Z') => ({ texts, titles: [], decisions: 0, now })
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe('when to train again', () => {
  const situation = { decisions: 100, decisionsThen: 0, decisionsMin: 200, hour: 12 }

  it('waits for enough decisions, less of them in the night', () => {
    expect(shouldRetrain(situation)).toBe(false)
    expect(shouldRetrain({ ...situation, hour: 3 })).toBe(true)
    expect(shouldRetrain({ ...situation, decisions: 200 })).toBe(true)
    expect(shouldRetrain({ ...situation, hour: 3, decisionsThen: 95 })).toBe(false)
    expect(shouldRetrain({ ...situation, decisions: 10_000, decisionsMin: 0 })).toBe(false)
  })

  it('never stops being due when more decisions come', () => {
    const counts = fc.nat({ max: 1_000 })

    fc.assert(
      fc.property(
        counts,
        counts,
        counts,
        counts,
        fc.nat({ max: 23 }),
        (decisions, more, then, least, hour) => {
          const before = { decisions, decisionsThen: then, decisionsMin: least, hour }
          const isDueLater = shouldRetrain({ ...before, decisions: decisions + more })

          expect(!shouldRetrain(before) || isDueLater).toBe(true)
        },
      ),
    )
  })
})

describe('held-out texts', () => {
  it('are the same in every training, about a fifth, and repeats stay together', () => {
    const texts = Array.from({ length: 2_000 }, (_, index) => ({
      text: `Яма № ${index} на дороге`,
      labels: [],
    }))
    const share = texts.filter(isHeldOut).length / texts.length

    expect(share).toBeGreaterThan(0.17)
    expect(share).toBeLessThan(0.23)
    for (const { text, labels } of texts)
      expect(isHeldOut({ text: `  ${text.toUpperCase()}!!!`, labels })).toBe(isHeldOut({ text, labels }))
  })
})

/** Of every thread of this process: field 19 of `/proc/…/stat` (proc_pid_stat(5)), counted behind the name. */
async function niceOfThreads(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task')
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/stat`, 'utf8').catch(() => null)),
  )
  return stats.flatMap((stat) =>
    stat === null ? [] : [Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])],
  )
}

describe('a training in its thread', () => {
  const niceBefore = os.getPriority()

  it('lets messages be handled meanwhile', async () => {
    const many = Array.from({ length: 20 }, () => history).flat()
    const intervalMs = 20
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), intervalMs)
    const startedAt = performance.now()

    const outcome = await createTrainingThread(folder).train(job(many))

    clearInterval(timer)
    expect(outcome?.isLive).toBe(true)
    // A thread that blocks would leave no more than one or two; a busy machine may swallow many.
    expect(ticks).toBeGreaterThan(Math.max(2, (performance.now() - startedAt) / intervalMs / 20))
  })

  it.skipIf(process.platform !== 'linux')(
    'takes only what the messages leave of the processor (priorities of threads: Linux only)',
    async () => {
      const training = createTrainingThread(folder).train(job())
      const lowest = waitFor(async () => {
        const all = await niceOfThreads()
        return all.includes(os.constants.priority.PRIORITY_LOW)
      })

      await Promise.all([lowest, training])

      expect(os.getPriority()).toBe(niceBefore)
      expect((await training)?.isLive).toBe(true)
    },
  )

  it('leaves the live model as it is when it is ended', async () => {
    const models = createModelFiles(folder, textModelFromBytes)
    await createTrainingThread(folder).train(job())
    const before = await models.live()
    const thread = createTrainingThread(folder)

    const training = thread.train(job(history, '2026-05-05T10:00:00Z'))
    await thread.stop()

    expect(await training).toBe(null)
    expect(await models.live()).toBe(before)
    expect(await models.loadLive()).not.toBe(null)
  })
})

describe('a process that trains', () => {
  it('may be killed at any moment: the live model is the old one or the new one, and whole', async () => {
    const models = createModelFiles(folder, textModelFromBytes)
    const [before, after] = ['20260504T100000Z', '20260505T100000Z']
    await createTrainingThread(folder).train(job())

    for (const waitMs of [0, 10, 30, 60, 120]) {
      await killAfter(waitMs, [folder, '2026-05-05T10:00:00Z'])

      expect([before, after]).toContain(await models.live())
      expect(await models.loadLive()).not.toBe(null)
      await models.use(before)
    }
  }, 60_000)
})

/** Waits until the training has begun, and so long more. */
async function killAfter(waitMs: number, argv: readonly string[]): Promise<void> {
  const file = path.join(import.meta.dirname, 'train-until-killed.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...argv])
  await once(child.stdout, 'data')
  await delay(waitMs)
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

describe('the retraining loop', () => {
  it('learns from decisions and puts the model to work without a restart', async () => {
    const models = createModelFiles(folder, textModelFromBytes)
    const kept = createHistoryFile(folder)
    await kept.write(history.slice(0, 40))
    const regions = new Regions(
      { loadRegion: () => Promise.resolve(givenRegion()), directoryVersion: () => Promise.resolve(0) },
      (known) => buildUnderstand(known),
    )
    expect((await regions.current(0)).understand('не горит фонарь')).not.toHaveProperty('institutions')
    const thread = createTrainingThread(folder)
    const decided = history.slice(40).map((each, index) => ({ ...each, ticketId: String(index) }))
    const worker = new RetrainingWorker({
      decisions: { count: () => Promise.resolve(decided.length), read: () => Promise.resolve(decided) },
      history: kept,
      loadDirectory: () => Promise.resolve(directory),
      train: (next) => thread.train(next),
      stopTraining: () => thread.stop(),
      now: () => '2026-05-04T10:00:00Z',
      models,
      goLive: async (name) => {
        const model = await models.load(name)
        if (model !== null) regions.understandBy((known) => buildUnderstand(known, model))
      },
      liveAtStart: null,
      decisionsMin: 10,
      timeZone: 'Europe/Moscow',
      clock: { now: () => Temporal.Instant.from('2026-05-04T10:00:00Z') },
      random: () => 0.5,
      log: silent,
    })

    await worker.drain()
    await worker.drain()
    await worker.stop()

    expect((await models.list()).map(({ decisions }) => decisions)).toEqual([decided.length])
    const { understand } = await regions.current(0)
    expect(understand('опять не горит фонарь').institutions?.[0]?.code).toBe('roads')
  })
})

const givenRegion = (): Region => ({ directory, roster: [], incidents: [], duties: [] })
