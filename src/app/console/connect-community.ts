/** A community joins: its key is looked through, what is missing is named, and what can be switched on is. */
import type { GroupId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import type { Clock } from '../../domain/time.ts'
import type { ImportStore } from '../import/ports.ts'
import { type CommunityRecord, noRecords } from '../import/records.ts'
import type { DirectoryStore } from './ports.ts'
import type { Worker } from './work-at-console.ts'

/** `fixable`: switched on by one button. */
export interface ConnectionStep {
  readonly key: 'key' | 'rights' | 'messages' | 'longPoll'
  readonly title: string
  readonly state: 'good' | 'warning' | 'fixable' | 'bad'
  readonly sentence: string
}

export interface ExaminedCommunity {
  /** Null when VK does not say whose key it is. */
  readonly community: { readonly groupId: GroupId; readonly title: string } | null
  readonly steps: readonly ConnectionStep[]
}

/** VK, asked with a key that is not ours yet. */
export interface CommunityGate {
  /** Changes nothing. */
  examine(token: string): Promise<ExaminedCommunity>
  /** Null when it is on; otherwise what a person has to do. */
  switchOn(token: string, groupId: GroupId): Promise<string | null>
}

export interface Connecting {
  readonly gate: CommunityGate
  readonly store: ImportStore
  readonly health: DirectoryStore
  readonly clock: Clock
}

export interface GivenCommunity {
  readonly token: string
  readonly purpose: CommunityRecord['purpose']
  /** Codes of the directory; null: none. */
  readonly institution: string | null
  readonly municipality: string | null
}

export type ConnectRefusal = { readonly kind: 'notCoordinator' | 'notReady'; readonly sentence: string }

const forbidden = refuse({
  kind: 'notCoordinator' as const,
  sentence: 'Сообщества подключает координатор области.',
})

const mayConnect = ({ member }: Worker): boolean =>
  isCoordinator(member) && coordinatedMunicipalities(member) === null

export async function examineCommunity(
  { gate }: Connecting,
  worker: Worker,
  token: string,
): Promise<Result<ExaminedCommunity, ConnectRefusal>> {
  return mayConnect(worker) ? success(await gate.examine(token)) : forbidden
}

/** Switches on what the key may, and takes the community into the directory and into the journal; its long poll begins by itself. */
export async function connectCommunity(
  { gate, store, clock }: Connecting,
  worker: Worker,
  { token, purpose, institution, municipality }: GivenCommunity,
): Promise<Result<ExaminedCommunity, ConnectRefusal>> {
  if (!mayConnect(worker)) return forbidden
  const { community, steps } = await gate.examine(token)
  const wrong = steps.find(({ state }) => state === 'bad')
  if (community === null || wrong !== undefined)
    return refuse({ kind: 'notReady', sentence: wrong?.sentence ?? 'Ключ не подошёл.' })
  const problem = await gate.switchOn(token, community.groupId)
  if (problem !== null) return refuse({ kind: 'notReady', sentence: problem })
  const { groupId, title } = community
  await store.update(() => ({
    changes: { ...noRecords, communities: [{ groupId, title, token, purpose, institution, municipality }] },
    outcome: null,
    acts: [
      {
        by: worker.member.id,
        at: clock.now(),
        act: { kind: 'communityConnected', facts: { title, groupId } },
      },
    ],
  }))
  return success(await gate.examine(token))
}

/** When the community was last heard: a test message has come through. Null: never. */
export async function lastHeard(
  { health }: Connecting,
  worker: Worker,
  id: GroupId,
): Promise<Result<string | null, ConnectRefusal>> {
  return mayConnect(worker) ? success((await health.lastHeard(id))?.toString() ?? null) : forbidden
}
