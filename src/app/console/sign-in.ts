/** Opens a session of the console: by a code from the bot, or by VK's signed launch parameters. */
import type { StaffId, VkUserId } from '../../domain/ids.ts'
import { readInviteCode } from '../../domain/invite-code.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { Clock } from '../../domain/time.ts'
import type { Secrets } from '../ports.ts'
import { signInCode } from './issue-sign-in-code.ts'
import type {
  LaunchRefusal,
  ReadLaunch,
  SessionSecrets,
  SessionStore,
  SignInChannel,
  VkIdGate,
} from './ports.ts'

export interface SigningIn {
  readonly sessions: SessionStore
  readonly secrets: Secrets
  readonly sessionSecrets: SessionSecrets
  readonly readLaunch: ReadLaunch
  /** Null: switched off. */
  readonly vkId: VkIdGate | null
  readonly clock: Clock
}

/** The secret for the cookie; it is kept nowhere else. */
export interface OpenedSession {
  readonly token: string
}

export type SignInFailure = { readonly kind: 'codeWrong' | 'notStaff' | 'vkIdFailed' } | LaunchRefusal

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

/** What the browser keeps while the person is at VK ID. */
export interface BegunVkId {
  readonly state: string
  readonly verifier: string
  readonly url: string
}

/** Null: switched off. */
export function beginVkId({ vkId, sessionSecrets }: SigningIn, redirectUri: string): BegunVkId | null {
  if (vkId === null) return null
  const [state, verifier] = [sessionSecrets.token(), sessionSecrets.token()]
  const challenge = sessionSecrets.challenge(verifier)
  return { state, verifier, url: vkId.authorizeUrl({ state, challenge, redirectUri }) }
}

/** `keptState` and `verifier` are what this browser began with: a link from elsewhere signs nobody in. */
export async function signInByVkId(
  signingIn: SigningIn,
  given: {
    readonly code: string
    readonly deviceId: string
    readonly state: string
    readonly keptState: string
    readonly verifier: string
    readonly redirectUri: string
  },
): Promise<Result<OpenedSession, SignInFailure>> {
  const { vkId, sessionSecrets, sessions } = signingIn
  const { keptState, ...exchanged } = given
  if (vkId === null) return refuse({ kind: 'switchedOff' })
  const isOurs = keptState !== '' && sessionSecrets.isSame(given.state, keptState)
  if (!isOurs || given.code === '') return refuse({ kind: 'vkIdFailed' })
  const person = await vkId.exchange(exchanged)
  if (person === null) return refuse({ kind: 'vkIdFailed' })
  const staffId = await sessions.findStaff(person)
  return staffId === null ? refuse({ kind: 'notStaff' }) : open(signingIn, staffId, 'vkId')
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
