/** A coordinator accepts or declines a correction of the directory. */
import type { ProposalDecision } from '../domain/desk.ts'
import { refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatesPlace, isCoordinator } from '../domain/staff.ts'
import type { Workplace } from './desk.ts'
import { viewProposal } from './propose-routing.ts'

export async function decideProposal(
  place: Workplace,
  member: StaffMember,
  id: number,
  isAccepted: boolean,
): Promise<ProposalDecision> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const proposal = await place.work.store.findProposal(id)
  if (proposal === null) return refuse({ kind: 'notFound' })
  if (!coordinatesPlace(member, proposal.municipalityId)) return refuse({ kind: 'notCoordinator' })
  if (proposal.status !== 'proposed') return refuse({ kind: 'alreadyDecided' })
  place.work.record({ type: 'routingProposalDecided', id, isAccepted, by: member.id })
  const view = viewProposal(proposal, place.region)
  const facts = { topic: view.topicTitle, institution: view.toTitle, isAccepted }
  place.work.record({ type: 'staffAct', by: member.id, act: { kind: 'correctionDecided', facts } })
  return success({ ...view, isAccepted })
}
