/** A one-time code for a new member of staff, made on the screen. */
import type { InstitutionId } from '../../domain/ids.ts'
import { writeInviteCode } from '../../domain/invite-code.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { inviteStaff } from '../invite-staff.ts'
import type { DirectoryRefusal } from './show-directory.ts'
import { type ConsoleWork, type Worker, consolePlace } from './work-at-console.ts'

export interface Invitation {
  /** As people read and type it: `ОТК-7F3K-9Q2M`. */
  readonly code: string
  readonly expiresAt: Instant
  /** Where the new person writes to the bot. */
  readonly writeTo: number | null
}

export async function inviteAtConsole(
  console: ConsoleWork,
  worker: Worker,
  id: InstitutionId,
): Promise<Result<Invitation, DirectoryRefusal>> {
  const { directory } = worker.region
  if (!directory.institutions.has(id)) return refuse({ kind: 'notFound' })
  const place = consolePlace(console, worker)
  const invited = await inviteStaff(place, worker.member, id)
  if (!invited.ok) return invited
  const facts = { institution: directory.institutions.get(id)?.shortTitle ?? '' }
  place.work.record({ type: 'staffAct', by: worker.member.id, act: { kind: 'staffInvited', facts } })
  await console.store.write(place.work.changes(), place.work.now)
  const workplace = [...directory.communities.values()].find(({ purpose }) => purpose !== 'public')
  const code = writeInviteCode(invited.value.code)
  return success({ ...invited.value, code, writeTo: workplace?.groupId ?? null })
}
