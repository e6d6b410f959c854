/**
 * What happens without anybody writing. Each timer is a unit of work of its own: what follows from it is written together
 * with its end, or it is tried again.
 */
import type { Timer } from './timer-ports.ts'
import type { TimerKind } from './timer-kinds.ts'
import { ConcurrentChange, type InboxBatch } from './ports.ts'
import { addSeconds } from '../domain/time.ts'
import { alarmCalendar, calendarTimer } from './alarm-calendar.ts'
import { endPause } from './clarify-ticket.ts'
import { askAboutAnswer, askAboutPromise } from './ask-about-answer.ts'
import { forgetOld, retentionTimer } from './forget-old.ts'
import { erasePerson } from './forget-person.ts'
import type { Fired, TimerFiring } from './fired.ts'
import { readPerson, registerDraft } from './register-draft.ts'
import { remindOwner } from './remind-owner.ts'
import { digestTimers, sendDigest } from './send-digest.ts'
import { sendAnswer } from './send-answer.ts'
import { monthTimer, sendMonthReport } from './send-month-report.ts'
import { reportTimers, sendWeekReport } from './send-week-report.ts'
import { tellAfterQuiet } from './tell-after-quiet.ts'
import { UnitOfWork } from './unit-of-work.ts'

type FireTimer = (fired: Fired) => Promise<void>

const fireByKind: Readonly<Record<TimerKind, FireTimer>> = {
  send: sendAnswer,
  rating: askAboutAnswer,
  promise: askAboutPromise,
  reminder: remindOwner,
  draft: registerDraft,
  digest: sendDigest,
  report: sendWeekReport,
  monthReport: sendMonthReport,
  calendar: alarmCalendar,
  erasure: erasePerson,
  retention: forgetOld,
  pause: endPause,
  quiet: tellAfterQuiet,
}

const firedAtOnce = 50
const againAfterSeconds = 300

/** Fires what is due; returns how many timers that were. */
export async function fireTimers(firing: TimerFiring): Promise<number> {
  const due = await firing.store.findDueTimers(firing.clock.now(), firedAtOnce)
  for (const timer of due) await fireOne(firing, timer)
  if (due.length > 0) firing.onWritten()
  return due.length
}

/** Sets what recurs, once for each directory: the mornings of its institutions, the look at the calendar. */
export function createSeeding(firing: TimerFiring): () => Promise<void> {
  let seeded: unknown = null
  return async () => {
    const region = await firing.regions.latest()
    if (seeded === region.directory) return
    const now = firing.clock.now()
    const digests = digestTimers(region, now, firing.timeZone)
    await firing.store.seedTimers([
      calendarTimer(now, firing.timeZone),
      retentionTimer(now, firing.timeZone),
      monthTimer(now, firing.timeZone),
      ...digests,
      ...reportTimers(region, now, firing.timeZone),
    ])
    seeded = region.directory
  }
}

const nothingRead: InboxBatch = { events: [], states: new Map(), directoryVersion: 0 }

async function fireOne(firing: TimerFiring, timer: Timer): Promise<void> {
  const { store, clock, regions } = firing
  try {
    const region = await regions.latest()
    const person = timer.kind === 'draft' ? readPerson(timer.facts) : null
    const read = person === null ? nothingRead : await store.readDialogue(person)
    const work = new UnitOfWork(store, read, clock.now())
    work.fired(timer)
    await fireByKind[timer.kind]({ firing, region, work, timer })
    await store.write(work.changes(), work.now)
  } catch (error) {
    // Somebody changed the ticket meanwhile, or was quicker: the next pass looks again.
    if (error instanceof ConcurrentChange) return
    firing.onTimerFailure(timer, error)
    await store.postponeTimer(timer, addSeconds(clock.now(), againAfterSeconds))
  }
}
