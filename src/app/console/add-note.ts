/** Words of staff for each other; no citizen sees them. */
import type { TicketRefusal } from '../../domain/desk.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, success } from '../../domain/result.ts'
import type { StaffMember } from '../../domain/staff.ts'
import { colleaguesOn, mentioned, staffName } from '../../domain/staff-mentions.ts'
import type { Workplace } from '../desk.ts'
import { tellStaff } from '../notify.ts'
import { permittedTicket } from '../permitted-ticket.ts'
import { viewTicket } from '../ticket-view.ts'

/** Who is called by «@Имя Фамилия» hears of it in VK. Also about a closed ticket: what was learnt afterwards is worth keeping. */
export async function addNote(
  place: Workplace,
  member: StaffMember,
  note: { readonly ticketId: TicketId; readonly text: string },
): Promise<Result<null, TicketRefusal>> {
  const found = await permittedTicket(place, member, note.ticketId)
  if (!found.ok) return found
  const { work, region, notices, timeZone } = place
  work.record({ type: 'note', ...note, staffId: member.id })
  const called = mentioned(note.text, colleaguesOn(region.roster, found.value, member))
  const view = viewTicket(found.value, region, timeZone)
  tellStaff(work, called, notices.noteWritten(view, staffName(member), note.text))
  return success(null)
}
