/**
 * The way of a message through the middle: a batch of stored events is read with all it needs, decided in memory and
 * written in one transaction. When a batch fails, its events are handled one by one, so that one poisonous event stops
 * nobody else; after several failures it is parked and a person is told.
 */
import type { Notices } from './notice-ports.ts'
import type { Converse, ReadComment, ReadMessage } from './dialogue-ports.ts'
import {
  conversationKey,
  type InboxBatch,
  type InboxEvent,
  type Secrets,
  type StatisticsStore,
  type Store,
} from './ports.ts'
import { coordinatorsFor, staffInDialogue } from '../domain/staff.ts'
import type { Clock } from '../domain/time.ts'
import { handleEvent } from './handle-event.ts'
import { hearConversation } from './hear-conversation.ts'
import type { CommunityPace } from './community-pace.ts'
import type { RecentWords } from './words-in-a-row.ts'
import { communityTitle, tellStaff } from './notify.ts'
import { outboxDrafts } from './outgoing.ts'
import type { LoadedRegion, Regions } from './regions.ts'
import type { TicketNumbers } from './ticket-numbers.ts'
import { traceBatch, traceConversation, traceDraft } from './traced-inbox.ts'
import type { Tracer } from './tracer.ts'
import type { UsualTimes } from './usual-times.ts'
import { UnitOfWork } from './unit-of-work.ts'

export interface EventHandling {
  readonly store: Store
  readonly statistics: StatisticsStore
  readonly regions: Regions
  readonly numbers: TicketNumbers
  readonly usualTimes: UsualTimes
  readonly converse: Converse
  readonly readMessage: ReadMessage
  readonly readComment: ReadComment
  readonly notices: Notices
  readonly secrets: Secrets
  readonly clock: Clock
  readonly timeZone: string
  readonly consoleUrl: string
  readonly officialWays: string
  /** How long an answer of staff can be called back. */
  readonly undoSeconds: number
  /** How long a person is silent before words sent in a row are read as one; 0: each is answered by itself. */
  readonly silenceSeconds: number
  readonly recentWords: RecentWords
  readonly tracer: Tracer
  /** How long a clock stands at most while the citizen is asked back. */
  readonly pauseSeconds: number
  /** Called after something was written: the outbox may have work. */
  readonly onWritten: () => void
  /** Called with ids only, never with words of people. */
  readonly onFailure: (event: InboxEvent, error: unknown, isParked: boolean) => void
}

export interface BatchHandling extends EventHandling {
  readonly pace: CommunityPace
}

/** An event that failed this often is not tried again; a person looks. */
const attemptsMax = 5

/** Handles the oldest waiting events; returns of how many it decided. Throws when the store is out of reach. */
export async function handleEvents(handling: BatchHandling, limit: number): Promise<number> {
  const batch = await handling.store.readBatch(limit, handling.clock.now(), handling.pace.resting())
  if (batch.events.length === 0) return 0
  handling.pace.heardAll(batch.events)
  try {
    return await handleBatch(handling, batch)
  } catch {
    // The cause shows itself again in the slow path, event by event.
    await handleOneByOne(handling, batch)
  }
  return batch.events.length
}

/** Returns of how many events it decided: some only wait on. */
const handleBatch = (handling: EventHandling, batch: InboxBatch): Promise<number> =>
  traceBatch(handling.tracer, batch, () => decideBatch(handling, batch))

async function decideBatch(handling: EventHandling, batch: InboxBatch): Promise<number> {
  const { tracer } = handling
  const region = await handling.regions.current(batch.directoryVersion)
  const work = new UnitOfWork(handling.store, batch, handling.clock.now(), (draft) =>
    traceDraft(tracer, draft),
  )
  const hearing = { handling, region, work }
  const { ofCitizens, ofStaff } = conversationsOf(batch.events, region)
  // Citizens' conversations share no ticket: what one of them asks of the store need not hold up the others.
  const handled = await Promise.allSettled(
    ofCitizens.map((events) => traceConversation(tracer, events, () => hearConversation(hearing, events))),
  )
  for (const outcome of handled) if (outcome.status === 'rejected') throw outcome.reason
  // Staff share theirs with colleagues and with citizens: one after another, each sees what was done before.
  for (const event of ofStaff) {
    await traceConversation(tracer, [event], () => handleEvent(hearing, event))
    work.done(event.id)
  }
  const changes = work.changes()
  const decided = changes.doneEventIds.length + changes.waitingEvents.length
  if (decided === 0) return 0
  await handling.store.write(changes, work.now)
  handling.onWritten()
  return decided
}

function conversationsOf(
  events: readonly InboxEvent[],
  { roster }: LoadedRegion,
): { readonly ofCitizens: readonly (readonly InboxEvent[])[]; readonly ofStaff: readonly InboxEvent[] } {
  const citizens = new Map<string, InboxEvent[]>()
  const ofStaff: InboxEvent[] = []
  for (const event of events) {
    const { groupId, userId } = event
    if (userId !== null && staffInDialogue(roster, userId, groupId) !== null) {
      ofStaff.push(event)
      continue
    }
    const key = `${groupId}:${event.peerId}`
    const conversation = citizens.get(key) ?? []
    if (conversation.length === 0) citizens.set(key, conversation)
    conversation.push(event)
  }
  return { ofCitizens: [...citizens.values()], ofStaff }
}

async function handleOneByOne(handling: EventHandling, batch: InboxBatch): Promise<void> {
  const stuck = new Set<string>()
  for (const { id } of batch.events) {
    const single = await handling.store.readEvents([id])
    const [event] = single.events
    // A conversation is handled strictly in order: what follows a failed event waits for it.
    if (event === undefined || stuck.has(conversationKey(event))) continue
    try {
      await handleBatch(handling, single)
    } catch (error) {
      stuck.add(conversationKey(event))
      await fail(handling, event, error)
    }
  }
}

async function fail(handling: EventHandling, event: InboxEvent, error: unknown): Promise<void> {
  const isLast = event.attempts + 1 >= attemptsMax
  if (isLast) await park(handling, event, error)
  else await handling.store.failEvent(event.id)
  handling.onFailure(event, error, isLast)
}

/** Names of errors and places in our code say enough; messages may quote what a person wrote. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error')

async function park(handling: EventHandling, event: InboxEvent, error: unknown): Promise<void> {
  const none = { events: [], states: new Map(), directoryVersion: 0 }
  const work = new UnitOfWork(handling.store, none, handling.clock.now())
  work.park({ id: event.id, reason: reasonOf(error) })
  if (event.type === 'message_new') await tellOfParked(handling, work, event)
  await handling.store.write(work.changes(), work.now)
  handling.onWritten()
}

/** A citizen is never left in silence: the message is kept, and a coordinator answers by hand. */
async function tellOfParked(handling: EventHandling, work: UnitOfWork, event: InboxEvent): Promise<void> {
  const { notices, regions } = handling
  const region = await regions.current(0)
  for (const draft of outboxDrafts(event, notices.keptForHuman)) work.send(draft)
  const title = communityTitle(region.directory, event.groupId)
  tellStaff(work, coordinatorsFor(region.roster, null), notices.parkedForCoordinator(event.id, title))
}
