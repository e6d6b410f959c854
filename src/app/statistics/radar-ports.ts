/** Facts about pages from which silence is told. */
import type { Instant } from '../../domain/time.ts'

export interface PageFacts {
  readonly groupId: number
  readonly title: string
  readonly institutionId: number | null
  readonly municipalityId: number | null
  /** Where citizens write; a community for staff alone is not looked at for answers. */
  readonly isPublic: boolean
  readonly administrators: number
  /** Of these: can be reached in a dialogue and are not away. */
  readonly reachable: number
  /** The last act of anybody of the institution on any ticket; null: none in the last fifteen days. */
  readonly lastActAt: Instant | null
  /** Why VK does not let us serve it, in a sentence; null: it does. */
  readonly trouble: string | null
  readonly polledAt: Instant | null
  /** Since when the citizen waits who has waited longest; null: nobody waits. */
  readonly waitingSince: Instant | null
  readonly waiting: number
}

export interface RadarStore {
  /** Every active page. */
  pages(now: Instant): Promise<readonly PageFacts[]>
}
