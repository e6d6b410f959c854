/**
 * From stored events through sessions to sent replies, in any order of steps and with a death between any two of them:
 * whatever happened, each citizen hears what the model says, in order and once.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compare } from '../chaos/compare.ts'
import { readEvidence } from '../chaos/read-evidence.ts'
import { type PersonModel, newPerson, sayings } from './model.ts'
import { ModelWorld } from './model-world.ts'

interface Model {
  readonly people: readonly PersonModel[]
}

interface Real {
  readonly world: ModelWorld
  readonly people: readonly number[]
}

type Command = fc.AsyncCommand<Model, Real>

const peopleCount = 2
const runs = 14

const say = (index: number, name: string): Command => ({
  check: ({ people }) => sayings[name]?.fits(people[index] ?? newPerson()) === true,
  async run({ people }, { world, people: ids }) {
    const saying = sayings[name]
    const person = people[index]
    if (saying === undefined || person === undefined) throw new Error('nobody says this')
    person.said += 1
    person.expected.push(saying.apply(person))
    await world.say(ids[index] ?? 0, saying.text())
  },
  toString: () => `say(${index}, ${name})`,
})

/** Null: it lives through the step. */
const step = (name: 'poll' | 'handle' | 'send', diesAfter: number | null): Command => ({
  check: () => true,
  async run(model, real) {
    await real.world[name](diesAfter)
    await expectBeginnings(model, real)
  },
  toString: () => `${name}(${diesAfter === null ? 'lives' : `dies after ${diesAfter}`})`,
})

const death: Command = {
  check: () => true,
  run: (_model, { world }) => world.die(),
  toString: () => 'die',
}

const diesAfter = fc.option(fc.nat({ max: 6 }), { freq: 3 })
const anything = fc.commands(
  [
    fc
      .tuple(fc.nat({ max: peopleCount - 1 }), fc.constantFrom(...Object.keys(sayings)))
      .map(([index, name]) => say(index, name)),
    fc
      .tuple(fc.nat({ max: peopleCount - 1 }), fc.constantFrom(...Object.keys(sayings)))
      .map(([index, name]) => say(index, name)),
    diesAfter.map((steps) => step('poll', steps)),
    diesAfter.map((steps) => step('handle', steps)),
    diesAfter.map((steps) => step('send', steps)),
    fc.constant(death),
  ],
  { maxCommands: 30, size: 'max' },
)

/** What was heard so far is how the expected begins: nothing else, nothing twice, nothing too early. */
async function expectBeginnings({ people }: Model, { world, people: ids }: Real): Promise<void> {
  for (const [index, person] of people.entries()) {
    const heard = await world.heard(ids[index] ?? 0)
    expect(heard.length).toBeLessThanOrEqual(person.expected.length)
    for (const [position, text] of heard.entries())
      expect(text).toMatch(person.expected[position] ?? /^nothing more$/u)
  }
}

async function expectAll(model: Model, real: Real): Promise<void> {
  const { world, people: ids } = real
  await world.poll(null)
  await world.handle(null)
  await world.send(null)
  await expectBeginnings(model, real)
  for (const [index, person] of model.people.entries()) {
    const id = ids[index] ?? 0
    const { rows } = await world.pool.query(
      `select (select count(*)::int from inbox where peer_id = $1 and type = 'message_new' and status = 'done') as done,
         (select count(*)::int from inbox where peer_id = $1 and status <> 'done') as waiting,
         (select count(*)::int from outbox where peer_id = $1 and status = 'sent') as sent,
         (select count(*)::int from outbox where peer_id = $1 and status <> 'sent') as unsent,
         (select count(*)::int from tickets where peer_id = $1) as tickets`,
      [id],
    )
    const { said, expected, openTickets } = person
    expect((await world.heard(id)).length).toBe(expected.length)
    expect(rows).toEqual([{ done: said, waiting: 0, sent: expected.length, unsent: 0, tickets: openTickets }])
  }
}

let world: ModelWorld

beforeAll(async () => {
  world = await ModelWorld.create()
}, 60_000)
afterAll(() => world.stop())

it('says what the model says, whenever it dies', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (commands) => {
      const model: Model = { people: Array.from({ length: peopleCount }, newPerson) }
      const ids: number[] = []
      for (const _person of model.people) ids.push(await world.newPerson())
      const real = { world, people: ids }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await expectAll(model, real)
    }),
    { numRuns: runs, seed: 7, endOnFailure: false },
  )

  // Deaths that never come would make all this easy.
  expect(world.deaths).toBeGreaterThan(runs / 2)
  expect(compare(await readEvidence(world.vk, world.pool))).toEqual([])
})
