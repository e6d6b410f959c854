import type { Backoff } from './http-backoff.ts'

export interface LongPollTiming {
  /** How long VK holds an empty poll; 25 is what VK advises. */
  readonly waitSeconds: number
  /** How long it is asked to hold one where that has proved to work; 90 is VK's bound. */
  readonly waitSecondsMost: number
  /** Over the wait, until a silent server counts as gone. */
  readonly marginMs: number
  readonly network: Backoff
  /** For refusals such as "rate limit reached" (29): asking often makes them last. */
  readonly refused: Backoff
  /** Between looks at a community that needs a person. */
  readonly troubledMs: number
  /** Between looks at the settings of a community that is heard: silence may mean that events were switched off. */
  readonly settingsMs: number
  /** Without a good answer for so long, a community is told of. */
  readonly silentMs: number
}

export const defaultTiming: LongPollTiming = {
  waitSeconds: 25,
  waitSecondsMost: 75,
  marginMs: 10_000,
  network: { firstMs: 500, maxMs: 60_000 },
  refused: { firstMs: 5_000, maxMs: 300_000 },
  troubledMs: 120_000,
  // 1,700 communities cost two requests a second.
  settingsMs: 900_000,
  // VK's own restarts at night take a minute or two.
  silentMs: 300_000,
}
