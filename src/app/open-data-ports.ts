/** What anybody may know of tickets: no words, no people, no addresses. */
import type { Instant } from '../domain/time.ts'

export interface OpenService {
  readonly code: string
  readonly title: string
  readonly group: string
}

export interface OpenRequest {
  readonly id: number
  readonly isOpen: boolean
  readonly serviceCode: string | null
  readonly serviceTitle: string | null
  readonly agency: string | null
  /** Of the municipality: a house may be somebody's home. */
  readonly place: string | null
  readonly requestedAt: string
  readonly updatedAt: string
  readonly expectedAt: string
}

export interface OpenRequestQuery {
  readonly ids: readonly number[] | null
  readonly serviceCodes: readonly string[] | null
  /** Both statuses when null. */
  readonly isOpen: boolean | null
  readonly from: Instant
  readonly to: Instant
}

/** Tickets of sensitive topics, and withdrawn ones, are told to nobody. */
export interface OpenDataStore {
  services(): Promise<readonly OpenService[]>
  /** Newest first, at most a thousand. */
  requests(query: OpenRequestQuery): Promise<readonly OpenRequest[]>
}
