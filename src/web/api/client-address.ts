import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** Who connects: behind a proxy on this machine, whom the proxy names last. Anybody else may claim what they like. */
export function clientAddress(context: Context): string {
  const peer = peerAddress(context)
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return isLoopback(peer) && forwarded !== undefined && forwarded !== '' ? forwarded : peer
}

function peerAddress(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? 'unknown'
  } catch {
    // Asked without a connection: by whoever calls the routes in the same process.
    return 'unknown'
  }
}

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/u.test(address)
