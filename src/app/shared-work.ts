import type { Workplace } from './desk.ts'

/** What use cases work with wherever they are carried out. */
export type SharedWork = Pick<
  Workplace,
  | 'notices'
  | 'secrets'
  | 'numbers'
  | 'statistics'
  | 'usualTimes'
  | 'timeZone'
  | 'consoleUrl'
  | 'undoSeconds'
  | 'pauseSeconds'
  | 'officialWays'
>

export const sharedWork = ({
  notices,
  secrets,
  numbers,
  statistics,
  usualTimes,
  timeZone,
  consoleUrl,
  undoSeconds,
  pauseSeconds,
  officialWays,
}: SharedWork): SharedWork => ({
  notices,
  secrets,
  numbers,
  statistics,
  usualTimes,
  timeZone,
  consoleUrl,
  undoSeconds,
  pauseSeconds,
  officialWays,
})
