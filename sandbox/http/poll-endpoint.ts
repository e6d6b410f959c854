import type { Place } from '../faults/fault.ts'
import type { Community } from '../world/community.ts'
import { updatesBody } from '../world/long-poll-queue.ts'
import { nowSeconds, type World } from '../world/world.ts'
import { sendJson, type Exchange } from './exchange.ts'
import { failsBefore, isBroken } from './play-fault.ts'
import { readParams } from './request-params.ts'

const prefix = '/whp/'
const waitSecondsDefault = 25
const waitSecondsMax = 90

/** The long poll server of one community. */
export async function servePoll(world: World, exchange: Exchange): Promise<void> {
  const params = await readParams(exchange.request, exchange.query)
  const community = world.communities.get(Number(exchange.path.slice(prefix.length)))
  if (community === undefined) return answer(world, exchange, 0, '{"failed":3}')
  const place = { groupId: community.groupId, method: 'poll' }
  if (!world.faults.isEmpty && (await failsBefore(world, exchange, place))) return
  const wait = Number(params['wait'] ?? waitSecondsDefault)
  const waitSeconds = Number.isFinite(wait) ? Math.min(Math.max(wait, 0), waitSecondsMax) : waitSecondsDefault
  const poll = { key: params['key'] ?? '', ts: Number(params['ts'] || Number.NaN) }
  holdPoll(world, exchange, community, poll, waitSeconds * 1000)
}

/** Answers at the first event, change of key or scripted fault; with nothing when the time is over. */
function holdPoll(
  world: World,
  exchange: Exchange,
  community: Community,
  poll: { readonly key: string; readonly ts: number },
  waitMs: number,
): void {
  const { longPoll, groupId } = community
  const look = (): void => {
    const found = answerNow(world, exchange, community, poll)
    if (found === 'wait') return longPoll.wait(look)
    clearTimeout(timer)
    if (found !== 'broken') answer(world, exchange, groupId, found.body)
  }
  const timer = setTimeout(() => {
    longPoll.forget(look)
    answer(world, exchange, groupId, longPoll.emptyAnswer())
  }, waitMs)
  exchange.response.on('close', () => {
    clearTimeout(timer)
    longPoll.forget(look)
  })
  look()
}

function answerNow(
  world: World,
  exchange: Exchange,
  community: Community,
  poll: { readonly key: string; readonly ts: number },
): 'wait' | 'broken' | { readonly body: string } {
  const { longPoll, groupId } = community
  const place = { groupId, method: 'poll' }
  if (!world.faults.isEmpty && isBroken(world, exchange, place)) return 'broken'
  const fault = world.faults.take('poll', place)
  if (fault?.kind === 'poll_repeat') return { body: longPoll.readAgain(fault.events) }
  if (fault?.kind === 'key_expiry') longPoll.replaceKey(world.random.hex(40))
  if (fault?.kind === 'poll_failed') {
    if (fault.failed === 1) return { body: `{"failed":1,"ts":${fault.ts ?? longPoll.ts}}` }
    longPoll.replaceKey(world.random.hex(40))
    return { body: `{"failed":${fault.failed}}` }
  }
  const found = longPoll.read(poll.key, poll.ts)
  if (found.kind === 'nothing') return 'wait'
  if (found.kind === 'failed') return found
  return { body: updatesBody(found.ts, spoiled(world, place, found.updates)) }
}

/** In the order in which they happened, unless a fault says otherwise. */
function spoiled(world: World, place: Place, updates: readonly string[]): readonly string[] {
  const fault = world.faults.take('updates', place)
  if (fault?.kind === 'poll_reverse') return updates.toReversed()
  return fault?.kind === 'poll_duplicate' ? updates.flatMap((update) => [update, update]) : updates
}

function answer(world: World, exchange: Exchange, groupId: number, body: string): void {
  world.traffic.add({ kind: 'poll', at: nowSeconds(world), groupId, answer: body })
  sendJson(exchange, body)
}
