/** A timer at its moment, with what its use case works with. */
import type { GroupId, PeerId, VkUserId } from '../domain/ids.ts'
import type { Workplace } from './desk.ts'
import { sharedWork } from './shared-work.ts'
import type { EventHandling } from './handle-events.ts'
import type { Timer } from './timer-ports.ts'
import type { Expire } from './dialogue-ports.ts'
import { conversationKey } from './ports.ts'
import type { LoadedRegion } from './regions.ts'
import type { ReportParts } from './send-week-report.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export interface TimerFiring extends Omit<
  EventHandling,
  'onFailure' | 'readMessage' | 'readComment' | 'silenceSeconds' | 'recentWords' | 'tracer'
> {
  /** Ends a dialogue that nobody went on with: what was said is carried out. */
  readonly expire: Expire
  /** Closed tickets lose their words and their person after so many months; 0: never. */
  readonly personalDataMonths: number
  readonly reports: ReportParts
  /** Called with ids only. */
  readonly onTimerFailure: (timer: Timer, error: unknown) => void
}

export interface Fired {
  readonly firing: TimerFiring
  readonly region: LoadedRegion
  readonly work: UnitOfWork
  readonly timer: Timer
}

/** The place of a person's dialogue for use cases, as if they had just written. */
export function placeOf(
  { firing, region, work }: Omit<Fired, 'timer'>,
  person: { readonly groupId: GroupId; readonly peerId: PeerId; readonly userId: VkUserId },
): Workplace {
  const { understand } = region
  const dialogue = { ...person, key: conversationKey(person) }
  return { ...sharedWork(firing), work, region, understand, dialogue }
}
