/** Corrections of the directory that forwards suggest, on the screen: what waits for this coordinator, and the decision. */
import type { ProposalDecision, ProposalView } from '../../domain/desk.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { coordinatesPlace, isCoordinator } from '../../domain/staff.ts'
import { decideProposal } from '../decide-proposal.ts'
import { type ProposalStore, viewProposal } from '../propose-routing.ts'
import { performAtConsole } from './perform-at-console.ts'
import type { ConsoleWork, Worker } from './work-at-console.ts'

export async function listCorrections(
  store: Pick<ProposalStore, 'findProposals'>,
  { member, region }: Worker,
): Promise<Result<readonly ProposalView[], { readonly kind: 'notCoordinator' }>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const waiting = (await store.findProposals()).filter(
    ({ status, municipalityId }) => status === 'proposed' && coordinatesPlace(member, municipalityId),
  )
  return success(waiting.map((proposal) => viewProposal(proposal, region)))
}

export const decideAtConsole = (
  console: ConsoleWork,
  worker: Worker,
  { id, isAccepted }: { readonly id: number; readonly isAccepted: boolean },
): Promise<ProposalDecision> =>
  performAtConsole(console, worker, (place) => decideProposal(place, worker.member, id, isAccepted))
