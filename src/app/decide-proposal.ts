/** A coordinator accepts or declines a correction of the directory. */
import type { ProposalDecision } from '../domain/desk.ts'
import { refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import type { Workplace } from './desk.ts'
import { viewProposal } from './propose-routing.ts'

export async function decideProposal(
  place: Workplace,
  member: StaffMember,
  id: number,
  isAccepted: boolean,
): Promise<ProposalDecision> {
  const proposal = await place.work.store.findProposal(id)
  if (proposal === null) return refuse({ kind: 'notFound' })
  const own = coordinatedMunicipalities(member)
  const isTheirs = own === null || (proposal.municipalityId !== null && own.includes(proposal.municipalityId))
  if (!isCoordinator(member) || !isTheirs) return refuse({ kind: 'notCoordinator' })
  if (proposal.status !== 'proposed') return refuse({ kind: 'alreadyDecided' })
  place.work.record({ type: 'routingProposalDecided', id, isAccepted, by: member.id })
  return success({ ...viewProposal(proposal, place.region), isAccepted })
}
