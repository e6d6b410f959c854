/** «Вход»: a member of staff asks the bot for a one-time code to the console. */
import type { SignInCode, SignInRefusal } from '../../domain/desk.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { StaffMember } from '../../domain/staff.ts'
import { addSeconds } from '../../domain/time.ts'
import type { Workplace } from '../desk.ts'

/** Long enough to walk to the computer, too short for a code to lie about. */
export const codeValidSeconds = 600
/** In these ten minutes; who asks more often is told to use the last one. */
const codesMax = 5

/** A new code makes the person's earlier ones useless. */
export async function issueSignInCode(
  place: Workplace,
  member: StaffMember,
): Promise<Result<SignInCode, SignInRefusal>> {
  const { work, secrets } = place
  const issued = await work.store.countSignInCodes(member.id, addSeconds(work.now, -codeValidSeconds))
  if (issued >= codesMax) return refuse({ kind: 'tooManyCodes' })
  const code = secrets.inviteCode()
  const expiresAt = addSeconds(work.now, codeValidSeconds)
  const codeHash = secrets.hash(signInCode(code))
  work.record({ type: 'signInCode', codeHash, staffId: member.id, expiresAt })
  return success({ code, expiresAt, consoleUrl: place.consoleUrl })
}

/** What is hashed: a code to sign in is never an invite, though both look alike. */
export const signInCode = (code: string): string => `sign in ${code}`
