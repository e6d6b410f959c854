import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CrashWorld } from '../support/crash-world.ts'
import { invitationOf, inviteAndJoin } from './invitation.ts'
import { type Flow, type KillPoint, type Outcome, choose, enumerate, killAtEach } from './kill-points.ts'
import { askAndAnswer, storyOf } from './question.ts'

/** `KILL_POINTS=1000 npx vitest run test/durability` kills at every step there is. */
const killPointsMax = Number(process.env['KILL_POINTS'] ?? 16)
/** A name is fetched or not, two results are recorded together or not: some steps are not there every time. */
const unreachedMax = (taken: number): number => Math.max(2, taken * 0.15)
const timeout = 1_800_000
const startTimeout = 180_000

describe('a product that is killed between two steps', () => {
  let worlds: readonly [CrashWorld, CrashWorld]

  beforeAll(async () => {
    worlds = await Promise.all([CrashWorld.create(), CrashWorld.create()])
    await Promise.all(worlds.map((world) => world.start()))
  }, startTimeout)

  afterAll(async () => {
    for (const world of worlds) await world.stop()
  })

  it('answers everything that was said exactly once', { timeout }, async () => {
    const flow = { play: askAndAnswer, storyOf }

    const { steps, outcomes, story } = await killAtSteps(worlds, flow, killPointsMax)

    const writes = ['store polls', 'write changes', 'messages.send', 'record results']
    const expected = [
      ...writes.flatMap((name) => [`before ${name} #1`, `after ${name} #1`, `after ${name} #8`]),
      ...['read inbox', 'find pending', 'claim leases'].map((name) => `after ${name} #1`),
    ]
    expect(steps).toEqual(expect.arrayContaining(expected))
    expect(storiesOf(outcomes)).toEqual(outcomes.map(({ point }) => [point.step, story]))
    expect(unreached(outcomes).length).toBeLessThanOrEqual(unreachedMax(outcomes.length))
  })

  it('takes in a colleague exactly once', { timeout }, async () => {
    const flow = { play: inviteAndJoin, storyOf: invitationOf }

    const { steps, outcomes, story } = await killAtSteps(worlds, flow, Math.ceil(killPointsMax / 3))

    const expected = [
      'before insert invites #1',
      'after insert invites #1',
      'before commit #2',
      'after commit #2',
    ]
    expect(steps).toEqual(expect.arrayContaining(expected))
    expect(storiesOf(outcomes)).toEqual(outcomes.map(({ point }) => [point.step, story]))
    expect(unreached(outcomes).length).toBeLessThanOrEqual(unreachedMax(outcomes.length))
  })
})

async function killAtSteps<Story>(
  worlds: readonly [CrashWorld, CrashWorld],
  flow: Flow<Story>,
  max: number,
): Promise<{
  readonly steps: readonly string[]
  readonly outcomes: readonly Outcome<Story>[]
  readonly story: Story
}> {
  const { points, story } = await enumerate(worlds[0], flow)
  const { chosen, leftOut } = choose(points, max)
  const startedAt = performance.now()
  const outcomes = await killAtEach(worlds, flow, chosen)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  print(
    `${points.length} kill points, ${chosen.length} taken in ${seconds} s; not reached`,
    unreached(outcomes),
  )
  print('left out', leftOut)
  return { steps: points.map(({ step }) => step), outcomes, story }
}

const storiesOf = <Story>(outcomes: readonly Outcome<Story>[]): readonly unknown[] =>
  outcomes.map(({ point, story, error }) => [point.step, error ?? story])

const unreached = <Story>(outcomes: readonly Outcome<Story>[]): readonly KillPoint[] =>
  outcomes.filter(({ wasReached }) => !wasReached).map(({ point }) => point)

function print(title: string, points: readonly KillPoint[]): void {
  const steps = points.map(({ step, isFirstOnly }) => `${step}${isFirstOnly ? ' of the first play' : ''}`)
  process.stdout.write(`${title}: ${steps.length > 0 ? steps.join(', ') : 'none'}\n`)
}
