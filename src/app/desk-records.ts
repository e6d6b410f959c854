/** What a unit of work decides beside tickets: rare, so each is written by a statement of its own, in the same transaction. */
import type { MunicipalityId, StaffId } from '../domain/ids.ts'
import type { RoutingProposal } from '../domain/routing-proposal.ts'
import type { Instant } from '../domain/time.ts'

export type DeskRecord =
  /** Null: back at work. The roster is thereby outdated. */
  | {
      readonly type: 'absence'
      readonly staffId: StaffId
      readonly until: Instant | null
      readonly deputyId: StaffId | null
    }
  | { readonly type: 'routingProposed'; readonly id: number; readonly proposal: RoutingProposal }
  /** Accepting writes the rule; the directory is thereby outdated. */
  | {
      readonly type: 'routingProposalDecided'
      readonly id: number
      readonly isAccepted: boolean
      readonly by: StaffId
    }

/** A proposal as it is stored. */
export interface StoredProposal extends RoutingProposal {
  readonly id: number
  readonly status: 'proposed' | 'accepted' | 'declined'
}

export const proposalKey = (proposal: {
  readonly topicId: string
  readonly municipalityId: MunicipalityId | null
  readonly fromId: number | null
  readonly toId: number
}): string => JSON.stringify([proposal.topicId, proposal.municipalityId, proposal.fromId, proposal.toId])
