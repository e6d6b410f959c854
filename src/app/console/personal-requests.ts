/**
 * Personal data on the screen, for coordinators of the region: what was asked of the bot, what came on paper, the acts
 * and the last day that the law leaves (152-ФЗ, art. 20 part 1 and art. 21 part 5.1: ten working days).
 */
import type { VkUserId } from '../../domain/ids.ts'
import type { PersonKnown } from '../../domain/desk.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import type { Instant, PlainDate } from '../../domain/time.ts'
import { workingDayAfter } from '../../domain/working-time.ts'
import { askErasure } from '../forget-person.ts'
import type { ErasureAct, PersonStore } from '../person-ports.ts'
import { ConcurrentChange, conversationKey } from '../ports.ts'
import { nameOf } from '../ticket-view.ts'
import { type ConsoleWork, type Worker, consolePlace } from './work-at-console.ts'

export interface PersonalRequests {
  readonly persons: PersonStore
  readonly work: ConsoleWork
}

export interface ShownRequest extends ErasureAct {
  /** The last day for what somebody asked; null: nobody asked. */
  readonly lastDay: PlainDate | null
  readonly askedByName: string | null
}

export interface ShownPerson extends PersonKnown {
  /** The person's own words, the oldest first. */
  readonly words: readonly { readonly ticketId: number; readonly text: string }[]
}

export type PersonalRefusal = { readonly kind: 'notYours' | 'unknownPerson' }

const lawfulWorkingDays = 10

export async function listPersonalRequests(
  { persons, work }: PersonalRequests,
  worker: Worker,
): Promise<Result<readonly ShownRequest[], PersonalRefusal>> {
  if (!looksAfterRegion(worker)) return refuse({ kind: 'notYours' })
  const calendar = calendarOf(worker.region.directory, null, work.timeZone)
  const lastDay = ({ reason, requestedAt }: ErasureAct): PlainDate | null =>
    reason === 'retention' ? null : workingDayAfter(calendar, requestedAt, lawfulWorkingDays)
  return success(
    (await persons.acts()).toReversed().map((act) => ({
      ...act,
      lastDay: lastDay(act),
      askedByName:
        act.askedById === null ? null : (nameOf(worker.region.roster, act.askedById) ?? 'Бывший сотрудник'),
    })),
  )
}

/** «Что вы обо мне знаете», for somebody who asks on paper. */
export async function showPersonKnown(
  { persons }: PersonalRequests,
  worker: Worker,
  id: VkUserId,
): Promise<Result<ShownPerson, PersonalRefusal>> {
  if (!looksAfterRegion(worker)) return refuse({ kind: 'notYours' })
  const known = await persons.findPerson(id)
  if (known === null) return refuse({ kind: 'unknownPerson' })
  return success({ ...known, words: await persons.findWords(id) })
}

const triesMax = 4

/** «Удалить мои данные» on paper: as if the bot had been asked, with who entered it. Carried out within seconds. */
export async function erasePersonAtConsole(
  requests: PersonalRequests,
  worker: Worker,
  id: VkUserId,
): Promise<Result<{ readonly actId: number }, PersonalRefusal>> {
  if (!looksAfterRegion(worker)) return refuse({ kind: 'notYours' })
  if ((await requests.persons.findPerson(id)) === null) return refuse({ kind: 'unknownPerson' })
  for (let tries = 1; ; tries += 1) {
    try {
      return success(await askOnce(requests.work, worker, id))
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || tries === triesMax) throw error
    }
  }
}

async function askOnce(
  console: ConsoleWork,
  worker: Worker,
  userId: VkUserId,
): Promise<{ readonly actId: number }> {
  const place = consolePlace(console, worker)
  const dialogue = { groupId: place.dialogue.groupId, peerId: place.dialogue.peerId, userId }
  const { actId } = await askErasure(
    { ...place, dialogue: { ...dialogue, key: conversationKey(dialogue) } },
    worker.member.id,
  )
  const act = { kind: 'erasureAsked', facts: { actId } } as const
  place.work.record({ type: 'staffAct', by: worker.member.id, act })
  await console.store.write(place.work.changes(), place.work.now)
  console.onWritten()
  return { actId }
}

const looksAfterRegion = ({ member }: Worker): boolean =>
  isCoordinator(member) && coordinatedMunicipalities(member) === null

export const isLate = ({ lastDay, doneAt }: ShownRequest, now: Instant, timeZone: string): boolean =>
  lastDay !== null &&
  doneAt === null &&
  now.toZonedDateTimeISO(timeZone).toPlainDate().toString() > lastDay.toString()
