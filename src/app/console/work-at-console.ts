/**
 * One act of a member of staff on the screen: the same use cases as in VK, in one transaction of its own. A repeat of
 * the same key changes nothing, and a ticket that a colleague changed since it was shown is not changed unseen.
 */
import { mayWorkOnTicket } from '../../domain/access.ts'
import type { StaffDesk, TicketRefusal } from '../../domain/desk.ts'
import { type GroupId, type TicketId, peerId } from '../../domain/ids.ts'
import { invariant } from '../../domain/invariant.ts'
import type { PromiseRefusal } from '../../domain/promised-day.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { StaffMember } from '../../domain/staff.ts'
import type { Clock } from '../../domain/time.ts'
import { type Workplace, createStaffDesk } from '../desk.ts'
import { type SharedWork, sharedWork } from '../shared-work.ts'
import { ConcurrentChange, type Store, conversationKey } from '../ports.ts'
import type { LoadedRegion } from '../regions.ts'
import { UnitOfWork } from '../unit-of-work.ts'

export interface ConsoleWork extends SharedWork {
  readonly store: Store
  readonly clock: Clock
  readonly onWritten: () => void
}

export interface Worker {
  readonly member: StaffMember
  readonly region: LoadedRegion
}

export interface Act<Value> {
  readonly ticketId: TicketId
  /** Made by the page for this act; null: repeating it does no harm. */
  readonly key: string | null
  /** The version of the ticket that the person saw; null: whatever it is now. */
  readonly seenVersion: number | null
  readonly perform: (
    desk: StaffDesk,
    place: Workplace,
  ) => Promise<Result<Value, TicketRefusal | PromiseRefusal>>
}

/** `changed`: somebody did something to the ticket since it was shown. `readOnly`: to be seen, not to be worked on. */
export type ActRefusal = TicketRefusal | PromiseRefusal | { readonly kind: 'changed' | 'readOnly' }

/** A colleague's change between reading and writing; then everything is looked at anew. */
const triesMax = 4

/** `isRepeat`: the key was carried out before, and nothing was done now. */
export async function workAtConsole<Value>(
  console: ConsoleWork,
  worker: Worker,
  act: Act<Value>,
): Promise<Result<{ readonly isRepeat: boolean }, ActRefusal>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryOnce(console, worker, act)
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || tries === triesMax) throw error
    }
  }
}

async function tryOnce<Value>(
  console: ConsoleWork,
  worker: Worker,
  { ticketId, key, seenVersion, perform }: Act<Value>,
): Promise<Result<{ readonly isRepeat: boolean }, ActRefusal>> {
  const { member } = worker
  const place = consolePlace(console, worker)
  const { work } = place
  const desk = createStaffDesk(place, member)
  // First: who has sent a ticket on may not see it any more, and still has done it.
  const doneOn = key === null ? null : await console.store.findConsoleRequest(member.id, key)
  if (doneOn !== null) return doneOn === ticketId ? success({ isRepeat: true }) : refuse({ kind: 'notFound' })
  const seen = await desk.ticket(ticketId)
  if (!seen.ok) return refuse({ kind: 'notFound' })
  if (!mayWorkOnTicket(member, seen.value.ticket)) return refuse({ kind: 'readOnly' })
  if (seenVersion !== null && seen.value.ticket.version !== seenVersion) return refuse({ kind: 'changed' })
  const performed = await perform(desk, place)
  if (!performed.ok) {
    const { refusal } = performed
    // It can be seen: what is refused is working on it.
    return refuse(refusal.kind === 'notYours' ? { kind: 'readOnly' } : refusal)
  }
  if (key !== null) work.record({ type: 'consoleRequest', staffId: member.id, key, ticketId })
  await console.store.write(work.changes(), work.now)
  console.onWritten()
  return success({ isRepeat: false })
}

/** The use cases stand in the person's own working dialogue, as if the command had come from there. */
export function consolePlace(console: ConsoleWork, { member, region }: Worker): Workplace {
  const { store } = console
  const batch = { events: [], states: new Map(), directoryVersion: region.directory.version }
  const work = new UnitOfWork(store, batch, console.clock.now())
  const group = member.contactGroupId ?? anyCommunity(region)
  const dialogue = { groupId: group, peerId: peerId(member.vkUserId), userId: member.vkUserId }
  // On the screen the page itself asks before it sends.
  const shared = { ...sharedWork(console), undoSeconds: 0 }
  const { understand } = region
  return { ...shared, work, region, understand, dialogue: { ...dialogue, key: conversationKey(dialogue) } }
}

/** For somebody who has never written to the bot: nothing that the console does speaks there. */
function anyCommunity({ directory }: LoadedRegion): GroupId {
  const [first] = directory.communities.keys()
  invariant(first !== undefined, 'a region with tickets has a community')
  return first
}
