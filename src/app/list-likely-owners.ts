/** Whom a ticket may be sent on to, the likeliest first. */
import type { TicketRefusal } from '../domain/desk.ts'
import type { Institution } from '../domain/directory.ts'
import type { TicketId } from '../domain/ids.ts'
import { rankOwners } from '../domain/rank-owners.ts'
import { type Result, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import { addSeconds } from '../domain/time.ts'
import type { Workplace } from './desk.ts'
import { permittedTicket } from './permitted-ticket.ts'

const offeredMax = 3
/** Older answers speak of a directory that has changed since. */
const lookedAtSeconds = 90 * 24 * 3600

export async function listLikelyOwners(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<readonly Institution[], TicketRefusal>> {
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const { work, region, understand } = place
  const { topicId, municipalityId, groupId: communityId, institutionId } = found.value
  const messages = await work.messagesOf(id)
  const words = messages.filter(({ author }) => author.kind === 'citizen').map(({ text }) => text)
  const routes = await work.store.findRoutes(id)
  const had = [institutionId, ...routes.map((past) => past.institutionId)].filter((owner) => owner !== null)
  const past = await work.store.findPastOwners(
    topicId,
    municipalityId,
    addSeconds(work.now, -lookedAtSeconds),
  )
  const evidence = {
    question: { topicId, municipalityId, communityId },
    understanding: understand(words.join('\n')),
    past,
    excluded: new Set(had),
  }
  return success(rankOwners(evidence, region.directory, offeredMax))
}
