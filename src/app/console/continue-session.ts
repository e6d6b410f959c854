/**
 * Who is behind a cookie. A secret lives a quarter of an hour and is then replaced; an old one that comes back while
 * its successor is in use was stolen, and the session ends for both.
 */
import { type StaffMember, withPostsOfAbsent } from '../../domain/staff.ts'
import { type Clock, type Instant, Temporal, secondsBetween } from '../../domain/time.ts'
import type { LoadedRegion, Regions } from '../regions.ts'
import type { ConsoleSession, SessionSecrets, SessionStore } from './ports.ts'

export interface SessionKeeping {
  readonly sessions: SessionStore
  readonly sessionSecrets: SessionSecrets
  readonly regions: Regions
  readonly clock: Clock
}

export interface SignedIn {
  readonly session: ConsoleSession
  readonly member: StaffMember
  readonly region: LoadedRegion
  /** The secret for the cookie from now on; null: the one that came stays. */
  readonly newToken: string | null
}

/** A working day; who went home signs in again. */
const idleSecondsMax = 12 * 3600
const lifeSecondsMax = 30 * 24 * 3600
const rotationSeconds = 900
/** Requests that were on their way while the secret was replaced. */
const graceSeconds = 60
const seenSeconds = 60

/** Null: nobody is signed in by this secret, or no longer. */
export async function continueSession(keeping: SessionKeeping, token: string): Promise<SignedIn | null> {
  const { sessions, sessionSecrets, clock } = keeping
  const now = clock.now()
  const tokenHash = sessionSecrets.hash(token)
  const session = await sessions.findSession(tokenHash)
  if (session === null || !isLive(session, clock)) return null
  const sinceRotation = secondsBetween(session.rotatedAt, now)
  const isSuccessorUsed = session.seenAt.epochMilliseconds > session.rotatedAt.epochMilliseconds
  if (session.isPrevious && isSuccessorUsed && sinceRotation > graceSeconds) {
    await sessions.endSession(session.id, now)
    return null
  }
  const person = await personOf(keeping, session)
  if (person === null) return null
  // The answer with the successor was lost on its way: the old secret gets another.
  const isOld = sinceRotation > (session.isPrevious ? graceSeconds : rotationSeconds)
  const newToken = isOld ? await rotate(keeping, session, tokenHash) : null
  const isSeenLong = secondsBetween(session.seenAt, now) > seenSeconds
  if (newToken === null && !session.isPrevious && (isSeenLong || !isSuccessorUsed))
    await sessions.noteSeen(session.id, afterRotation(session, now))
  return { session, ...person, newToken }
}

/** Within the millisecond of the replacement, too, it must be seen that the successor was used. */
function afterRotation({ rotatedAt }: ConsoleSession, now: Instant): Instant {
  const earliestMs = rotatedAt.epochMilliseconds + 1
  return now.epochMilliseconds < earliestMs ? Temporal.Instant.fromEpochMilliseconds(earliestMs) : now
}

/** The person of a stream that is open already, with their rights of now; null: it is to be closed. */
export async function recheckSession(keeping: SessionKeeping, id: number): Promise<StaffMember | null> {
  const session = await keeping.sessions.findSessionById(id)
  if (session === null || !isLive(session, keeping.clock)) return null
  return (await personOf(keeping, session))?.member ?? null
}

function isLive(session: ConsoleSession, clock: Clock): boolean {
  const now = clock.now()
  return (
    !session.isEnded &&
    secondsBetween(session.seenAt, now) <= idleSecondsMax &&
    secondsBetween(session.createdAt, now) <= lifeSecondsMax
  )
}

async function personOf(
  { regions, clock }: SessionKeeping,
  session: ConsoleSession,
): Promise<Pick<SignedIn, 'member' | 'region'> | null> {
  const region = await regions.current(session.directoryVersion)
  const member = region.roster.find(({ id }) => id === session.staffId)
  return member === undefined
    ? null
    : { member: withPostsOfAbsent(member, region.roster, clock.now()), region }
}

async function rotate(
  { sessions, sessionSecrets, clock }: SessionKeeping,
  session: ConsoleSession,
  from: string,
): Promise<string | null> {
  const token = sessionSecrets.token()
  const hashes = { from, to: sessionSecrets.hash(token) }
  return (await sessions.rotate(session, hashes, clock.now())) ? token : null
}
