/** Opens a session of the console: by a code from the bot, or by VK's signed launch parameters. */
import type { StaffId, VkUserId } from '../../domain/ids.ts'
import { readInviteCode } from '../../domain/invite-code.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { Clock } from '../../domain/time.ts'
import type { Secrets } from '../ports.ts'
import { signInCode } from './issue-sign-in-code.ts'
import type { LaunchRefusal, ReadLaunch, SessionSecrets, SessionStore, SignInChannel } from './ports.ts'

export interface SigningIn {
  readonly sessions: SessionStore
  readonly secrets: Secrets
  readonly sessionSecrets: SessionSecrets
  readonly readLaunch: ReadLaunch
  readonly clock: Clock
}

/** The secret for the cookie; it is kept nowhere else. */
export interface OpenedSession {
  readonly token: string
}

export type SignInFailure = { readonly kind: 'codeWrong' | 'notStaff' } | LaunchRefusal

/** Wrong, used and outdated codes are refused alike: a guesser learns nothing. */
export async function signInByCode(
  signingIn: SigningIn,
  typed: string,
): Promise<Result<OpenedSession, SignInFailure>> {
  const { sessions, secrets, clock } = signingIn
  const code = readSignInCode(typed)
  if (code === null) return refuse({ kind: 'codeWrong' })
  const staffId = await sessions.useCode(secrets.hash(signInCode(code)), clock.now())
  return staffId === null ? refuse({ kind: 'codeWrong' }) : open(signingIn, staffId, 'code')
}

export async function signInByLaunch(
  signingIn: SigningIn,
  search: string,
): Promise<Result<OpenedSession, SignInFailure>> {
  const person: Result<VkUserId, SignInFailure> = signingIn.readLaunch(search, signingIn.clock.now())
  if (!person.ok) return person
  const staffId = await signingIn.sessions.findStaff(person.value)
  return staffId === null ? refuse({ kind: 'notStaff' }) : open(signingIn, staffId, 'vk')
}

/** The eight characters, however they were typed: with a dash, in small or Russian letters, with the invite's «ОТК». */
export const readSignInCode = (typed: string): string | null => {
  const text = typed.trim()
  return readInviteCode(/^(?:отк|otk)/iu.test(text) ? text : `ОТК-${text}`)
}

async function open(
  { sessions, sessionSecrets, clock }: SigningIn,
  staffId: StaffId,
  channel: SignInChannel,
): Promise<Result<OpenedSession, SignInFailure>> {
  const token = sessionSecrets.token()
  const [tokenHash, csrfToken] = [sessionSecrets.hash(token), sessionSecrets.token()]
  await sessions.addSession({ staffId, tokenHash, csrfToken, channel, now: clock.now() })
  return success({ token })
}
