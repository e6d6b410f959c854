/** Offers coordinators corrections of the directory that follow from who really answers. Each is offered once. */
import type { InstitutionId } from '../domain/ids.ts'
import { type AnsweredBy, type RoutingProposal, proposeRouting } from '../domain/routing-proposal.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import { type Clock, type Instant, addSeconds } from '../domain/time.ts'
import { type StoredProposal, proposalKey } from './desk-records.ts'
import { tellStaff } from './notify.ts'
import type { Notices } from './notice-ports.ts'
import type { InboxBatch, ProposalView, Store } from './ports.ts'
import type { LoadedRegion, Regions } from './regions.ts'
import { UnitOfWork } from './unit-of-work.ts'

export interface ProposalStore {
  /** Answered tickets opened since then, by topic, place, first and last owner. */
  findAnswered(since: Instant): Promise<readonly AnsweredBy[]>
  findProposals(): Promise<readonly StoredProposal[]>
  nextIds(count: number): Promise<readonly number[]>
}

export interface RoutingProposing {
  readonly store: Store
  readonly proposals: ProposalStore
  readonly regions: Regions
  readonly notices: Notices
  readonly clock: Clock
  readonly onWritten: () => void
}

/** Older answers speak of a directory that has changed since. */
const lookedAtSeconds = 90 * 24 * 3600
/** A coordinator who gets more at once reads none. */
const offeredAtOnce = 3
const nothingRead: InboxBatch = { events: [], states: new Map(), directoryVersion: 0 }

/** Returns how many corrections were offered. */
export async function proposeCorrections(proposing: RoutingProposing): Promise<number> {
  const { proposals, regions, store, notices, clock, onWritten } = proposing
  const now = clock.now()
  const answered = await proposals.findAnswered(addSeconds(now, -lookedAtSeconds))
  const candidates = proposeRouting(answered)
  if (candidates.length === 0) return 0
  const region = await regions.latest()
  const known = new Set((await proposals.findProposals()).map(proposalKey))
  const fresh = candidates
    .filter((candidate) => !known.has(proposalKey(candidate)) && isPossible(candidate, region))
    .slice(0, offeredAtOnce)
  const ids = await proposals.nextIds(fresh.length)
  const work = new UnitOfWork(store, nothingRead, now)
  for (const [index, proposal] of fresh.entries()) {
    const id = ids[index] ?? 0
    work.record({ type: 'routingProposed', id, proposal })
    const readers = coordinatorsFor(region.roster, proposal.municipalityId)
    tellStaff(
      work,
      readers,
      notices.routingProposed(viewProposal({ ...proposal, id, status: 'proposed' }, region)),
    )
  }
  if (fresh.length > 0) {
    await store.write(work.changes(), now)
    onWritten()
  }
  return fresh.length
}

export function viewProposal(
  proposal: StoredProposal,
  { directory }: Pick<LoadedRegion, 'directory'>,
): ProposalView {
  const title = (id: InstitutionId | null): string =>
    id === null ? 'координаторы' : (directory.institutions.get(id)?.shortTitle ?? 'закрытое учреждение')
  const { municipalityId } = proposal
  return {
    ...proposal,
    topicTitle: directory.topics.get(proposal.topicId)?.title ?? proposal.topicId,
    municipalityTitle:
      municipalityId === null ? null : (directory.municipalities.get(municipalityId)?.title ?? null),
    fromTitle: title(proposal.fromId),
    toTitle: title(proposal.toId),
  }
}

const isPossible = ({ topicId, toId }: RoutingProposal, { directory }: LoadedRegion): boolean =>
  directory.topics.has(topicId) && directory.institutions.has(toId)
