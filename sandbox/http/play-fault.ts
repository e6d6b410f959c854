import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from '../faults/fault.ts'
import type { World } from '../world/world.ts'
import { breakOff, drop, send, type Exchange } from './exchange.ts'

/** Scripted trouble before the request takes effect. @returns true when the request is over. */
export async function failsBefore(world: World, exchange: Exchange, place: Place): Promise<boolean> {
  await delay(world, 'delay', place)
  return isBroken(world, exchange, place)
}

export function isBroken(world: World, exchange: Exchange, place: Place): boolean {
  const fault = world.faults.take('transport', place)
  if (fault?.kind === 'http') {
    send(
      exchange,
      fault.status,
      fault.contentType ?? 'text/html; charset=utf-8',
      fault.body ?? errorPage(fault.status),
    )
    return true
  }
  if (fault?.kind !== 'drop') return false
  drop(exchange)
  return true
}

/** Scripted trouble after the effect: the client does not learn that it has happened. */
export async function failsAfter(
  world: World,
  exchange: Exchange,
  place: Place,
  body: string,
): Promise<boolean> {
  await delay(world, 'answer-delay', place)
  const fault = world.faults.take('answer', place)
  if (fault === null) return false
  if (fault.kind === 'truncate') breakOff(exchange, body)
  else if (fault.kind === 'stall') breakOff(exchange, body, fault.ms)
  else drop(exchange)
  return true
}

async function delay(world: World, stage: 'delay' | 'answer-delay', place: Place): Promise<void> {
  const fault = world.faults.take(stage, place)
  if (fault?.kind === 'latency') await sleep(fault.ms)
}

function errorPage(status: number): string {
  return `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>nginx</center></body></html>`
}
