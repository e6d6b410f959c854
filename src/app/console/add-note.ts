/** Words of staff for each other; no citizen sees them. */
import type { TicketRefusal } from '../../domain/desk.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, success } from '../../domain/result.ts'
import type { StaffMember } from '../../domain/staff.ts'
import type { Workplace } from '../desk.ts'
import { permittedTicket } from '../permitted-ticket.ts'

/** Also about a closed ticket: what was learnt afterwards is worth keeping. */
export async function addNote(
  place: Workplace,
  member: StaffMember,
  note: { readonly ticketId: TicketId; readonly text: string },
): Promise<Result<null, TicketRefusal>> {
  const found = await permittedTicket(place, member, note.ticketId)
  if (!found.ok) return found
  place.work.record({ type: 'note', ...note, staffId: member.id })
  return success(null)
}
