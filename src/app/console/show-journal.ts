/** The journal of actions, for coordinators: those of a municipality read what was done to its tickets. */
import type { StaffId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import type { Clock, Instant, PlainDate } from '../../domain/time.ts'
import { nameOf } from '../ticket-view.ts'
import type { JournalEntry, JournalPosition, JournalQuestion, JournalStore } from './journal-ports.ts'
import type { Worker } from './work-at-console.ts'

export interface JournalShowing {
  readonly store: JournalStore
  readonly clock: Clock
  readonly timeZone: string
}

export interface AskedJournal {
  readonly staffId: StaffId | null
  readonly kind: string | null
  /** Days of the region, both included; null: without a bound. */
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly after: JournalPosition | null
}

export interface ShownEntry extends JournalEntry {
  readonly actorName: string | null
  readonly institutionTitle: string | null
}

export interface ShownJournal {
  readonly entries: readonly ShownEntry[]
  /** Null: that was all. */
  readonly next: JournalPosition | null
}

const pageSize = 50

export async function showJournal(
  { store, timeZone }: JournalShowing,
  worker: Worker,
  { staffId, kind, from, to, after }: AskedJournal,
): Promise<Result<ShownJournal, { readonly kind: 'notCoordinator' }>> {
  if (!isCoordinator(worker.member)) return refuse({ kind: 'notCoordinator' })
  const question: JournalQuestion = {
    staffId,
    kind,
    from: from === null ? null : beginningOf(from, timeZone),
    until: to === null ? null : beginningOf(to.add({ days: 1 }), timeZone),
    municipalityIds: coordinatedMunicipalities(worker.member),
  }
  const found = await store.findPage(question, after, pageSize + 1)
  const entries = found.slice(0, pageSize).map((entry) => shown(entry, worker))
  const last = entries.at(-1)
  const next = found.length > pageSize && last !== undefined ? positionOf(last) : null
  return success({ entries, next })
}

const beginningOf = (day: PlainDate, timeZone: string): Instant =>
  day.toZonedDateTime({ timeZone }).startOfDay().toInstant()

const positionOf = ({ at, isAct, id }: JournalEntry): JournalPosition => ({ at, isAct, id })

function shown(entry: JournalEntry, { region }: Worker): ShownEntry {
  const { actor, institutionId } = entry
  const owner = institutionId === null ? undefined : region.directory.institutions.get(institutionId)
  return {
    ...entry,
    actorName: actor.kind === 'staff' ? (nameOf(region.roster, actor.id) ?? 'Бывший сотрудник') : null,
    institutionTitle: owner?.shortTitle ?? null,
  }
}
