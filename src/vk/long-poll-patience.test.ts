import { beforeEach, describe, expect, it } from 'vitest'
import { PollPatience } from './long-poll-patience.ts'

describe('PollPatience', () => {
  let nowMs: number
  let patience: PollPatience
  const secondsNow = (): number => {
    const wait = patience.begin()
    wait.end('answered')
    return wait.seconds
  }

  beforeEach(() => {
    nowMs = 0
    patience = new PollPatience(25, 75, () => nowMs)
  })

  it('lets one community try what the others wait for', () => {
    const trial = patience.begin()
    const others = [patience.begin(), patience.begin()]

    expect([trial, ...others].map(({ seconds }) => seconds)).toEqual([50, 25, 25])
    trial.end('held')
    const next = patience.begin()
    expect([next.seconds, patience.begin().seconds]).toEqual([75, 50])
    next.end('held')
    expect([patience.begin().seconds, patience.begin().seconds]).toEqual([75, 75])
  })

  it('learns nothing from a poll that ended early', () => {
    for (let index = 0; index < 5; index += 1) patience.begin().end('answered')

    const trial = patience.begin()

    expect([trial.seconds, patience.begin().seconds]).toEqual([50, 25])
  })

  it('stays with what is proven for an hour when a trial fails', () => {
    patience.begin().end('held')
    patience.begin().end('failed')

    expect([secondsNow(), secondsNow()]).toEqual([50, 50])
    nowMs += 3_600_000
    expect(patience.begin().seconds).toBe(75)
  })

  it('goes back to the usual wait when a longer one fails that went well before', () => {
    patience.begin().end('held')
    patience.begin().end('held')
    const polls = Array.from({ length: 3 }, () => patience.begin())

    for (const poll of polls) poll.end('failed')

    expect(polls.map(({ seconds }) => seconds)).toEqual([75, 75, 75])
    expect(secondsNow()).toBe(25)
    nowMs += 3_600_000
    expect(secondsNow()).toBe(50)
  })

  it('does not take a failure of the usual wait for a sign', () => {
    const trial = patience.begin()
    patience.begin().end('failed')
    trial.end('held')

    const next = patience.begin()

    expect([next.seconds, patience.begin().seconds]).toEqual([75, 50])
  })
})
