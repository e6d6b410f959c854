import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trainChallenger } from '../../src/app/train-champion.ts'
import { createChoiceNote, finishChoice } from '../../src/app/console/model-choice.ts'
import type { StaffActLog } from '../../src/app/console/journal-ports.ts'
import { useModel } from '../../src/app/console/text-models.ts'
import { createModelFiles } from '../../src/app/train-model-files.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { trainModel } from '../../src/text/train-model.ts'
import { ConsoleClient, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'
import { givenAppeals } from '../text/given-appeals.ts'

const regionCoordinator = 5001
const others = { townCoordinator: 5002, owner: 5040, observer: 5003 } as const
const [first, second] = ['20260504T100000Z', '20260505T100000Z']

describe('the text models at the console', () => {
  let folder: string
  let region: TestProduct
  let client: ConsoleClient
  const store = () => createModelFiles(folder, textModelFromBytes)

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'otklik-models-'))
    for (const now of ['2026-05-04T10:00:00Z', '2026-05-05T10:00:00Z'])
      await trainChallenger({ store: store(), trainModel, now }, givenAppeals())
    region = await startTestProduct({ models: { ...store(), choice: createChoiceNote(folder) } })
    client = await ConsoleClient.of(region, webOf(region), regionCoordinator)
  })

  afterAll(async () => {
    await region.stop()
    await rm(folder, { recursive: true })
  })

  it('are shown with the figures of both, and one click goes back; a second one changes nothing', async () => {
    const { body } = await client.get('/models')

    expect(body).toMatchObject({ live: second, before: first })
    expect(body.models.map((model: { name: string }) => model.name)).toEqual([second, first])
    expect(body.models[0].champion).toEqual({ name: first, heldOut: body.models[1].heldOut })
    expect(body.models[0].heldOut.topic.accuracy).toBeGreaterThan(0)

    const back = await client.post('/models/live', { name: body.before })
    const again = await client.post('/models/live', { name: body.before })

    expect(back).toMatchObject({ status: 200, body: { live: first, before: second } })
    expect(again).toEqual(back)
    expect(await store().live()).toBe(first)
  })

  it('are chosen by somebody, even when the process ends between the choice and its act', async () => {
    const { console, regions } = region.product
    const chosen = async () =>
      (await region.pool.query("select facts from staff_acts where kind = 'modelUsed' order by id")).rows
    const member = (await regions.current(0)).roster.find(({ vkUserId }) => vkUserId === regionCoordinator)
    if (member === undefined) throw new Error('the sample region has a coordinator')
    const other = (await store().before()) ?? ''
    const before = await chosen()
    const dying: StaffActLog = {
      noteIfDone: async (_, deed) => {
        await deed()
        throw new Error('the process ended')
      },
    }
    const journal = { store: dying, clock: console.journal.clock }
    await expect(useModel({ models: console.models, journal }, member, other)).rejects.toThrow('ended')
    expect([await store().live(), await chosen()]).toEqual([other, before])

    const isFound = [await finishChoice(console), await finishChoice(console)]

    expect([isFound, await chosen()]).toEqual([
      [true, false],
      [...before, { facts: { name: other } }],
    ])
    await client.post('/models/live', { name: first })
    expect(await finishChoice(console)).toBe(false)
  })

  it.each(['no-such', '../../etc/passwd'])('refuses the model «%s»', async (name) => {
    const before = await store().live()

    expect(await client.post('/models/live', { name })).toMatchObject({
      status: 404,
      body: { kind: 'noModel' },
    })
    expect(await store().live()).toBe(before)
  })

  it.each(Object.entries(others))('%s: neither sees nor changes them', async (_, person) => {
    const theirs = await ConsoleClient.of(region, webOf(region), person)
    const before = await store().live()

    expect(await theirs.get('/models')).toMatchObject({ status: 403, body: { kind: 'notYours' } })
    expect((await theirs.post('/models/live', { name: second })).status).toBe(403)
    expect(await store().live()).toBe(before)
  })
})
