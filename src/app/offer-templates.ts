/** Answers that can be given again: the likeliest for a ticket, and a good one kept for the next time. */
import { type OfferedTemplate, templateOf } from '../domain/answer-template.ts'
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import type { Ticket } from '../domain/ticket.ts'
import { cutText } from '../domain/split-text.ts'
import type { Workplace } from './desk.ts'
import { permittedTicket } from './permitted-ticket.ts'
import { viewTicketInFull } from './ticket-view.ts'

const offeredMax = 3
const titleLengthMax = 40

export async function offerTemplates(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<readonly OfferedTemplate[], TicketRefusal>> {
  const found = await permittedTicket(place, member, id)
  return found.ok ? success(await templatesFor(place, found.value, null)) : found
}

/** Null when there is no such template for this ticket. */
export async function pickTemplate(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
  templateId: number,
): Promise<Result<OfferedTemplate | null, TicketRefusal>> {
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const [template] = await templatesFor(place, found.value, templateId)
  return success(template ?? null)
}

function templatesFor(
  { work, region }: Workplace,
  { topicId, institutionId }: Ticket,
  templateId: number | null,
): Promise<readonly OfferedTemplate[]> {
  const topic = topicId === null ? undefined : region.directory.topics.get(topicId)
  return work.store.findTemplates(
    { topicId, topicGroupId: topic?.groupId ?? null, institutionId, templateId },
    offeredMax,
  )
}

/** The last words that staff sent to the citizen become a template of this owner and topic. */
export async function keepTemplate(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<
  Result<{ readonly view: TicketView; readonly title: string; readonly text: string }, TicketRefusal>
> {
  const { work, region, timeZone } = place
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const view = await viewTicketInFull(work, found.value, region, timeZone)
  const answer = view.conversation.findLast(({ by, text }) => by === 'staff' && text !== '')
  if (answer === undefined) return refuse({ kind: 'notAnswered' })
  const citizenFirstName = view.citizenName?.split(' ')[0] ?? null
  const text = templateOf(answer.text, { citizenFirstName, place: found.value.place })
  const title = cutText(view.topicTitle ?? 'Ответ', titleLengthMax)
  const { topicId, institutionId } = found.value
  work.record({
    type: 'templateKept',
    template: { code: `ticket-${id}`, title, text, topicId, institutionId, createdById: member.id },
  })
  return success({ view, title, text })
}
