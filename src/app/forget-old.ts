/** Personal data are kept no longer than needed: what was closed long ago loses its words and its person, day by day. */
import { Temporal, type Instant, addSeconds } from '../domain/time.ts'
import type { Fired } from './fired.ts'
import type { Timer } from './timer-ports.ts'

const nightHour = 4
const tomorrow = { days: 1 } as const
const batchPauseSeconds = 5
export const erasedAtOnce = 500

export const retentionTimer = (now: Instant, timeZone: string): Timer => ({
  kind: 'retention',
  subject: 'region',
  dueAt: nextNight(now, timeZone),
  facts: {},
})

function nextNight(now: Instant, timeZone: string): Instant {
  const day = now.toZonedDateTimeISO(timeZone).toPlainDate().add(tomorrow)
  return day
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: nightHour }) })
    .toInstant()
}

export async function forgetOld({ work, firing, timer }: Fired): Promise<void> {
  const { personalDataMonths: months, timeZone } = firing
  const again = (dueAt: Instant): void => work.setTimer({ ...timer, dueAt })
  if (months === 0) return again(nextNight(work.now, timeZone))
  const before = work.now.toZonedDateTimeISO(timeZone).subtract({ months }).toInstant()
  const count = await work.store.countForgettable(before, erasedAtOnce)
  if (count > 0) work.record({ type: 'oldErased', before, id: await work.store.nextErasureId() })
  again(count < erasedAtOnce ? nextNight(work.now, timeZone) : addSeconds(work.now, batchPauseSeconds))
}
