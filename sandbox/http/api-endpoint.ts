import { answerCall } from '../methods/dispatch.ts'
import { nowSeconds, type World } from '../world/world.ts'
import { sendJson, type Exchange } from './exchange.ts'
import { failsAfter, failsBefore } from './play-fault.ts'
import { readParams } from './request-params.ts'

const prefix = '/method/'
const bearerPrefix = 'Bearer '

/** `/method/NAME`: always status 200, unless a fault says otherwise. */
export async function serveMethod(world: World, exchange: Exchange): Promise<void> {
  const { request } = exchange
  const method = decodeURIComponent(exchange.path.slice(prefix.length))
  const params = await readParams(request, exchange.query)
  const authorization = request.headers.authorization ?? ''
  const bearer = authorization.startsWith(bearerPrefix)
    ? authorization.slice(bearerPrefix.length).trim()
    : null
  const groupId = world.communityByToken.get(bearer ?? params['access_token'] ?? '')?.groupId ?? null
  const place = { groupId, method }
  const hasFaults = !world.faults.isEmpty
  if (hasFaults && (await failsBefore(world, exchange, place))) return
  const answer = answerCall(world, { method, params, bearer })
  const body = JSON.stringify(answer.body)
  world.traffic.add({ kind: 'call', at: nowSeconds(world), groupId, method, params, response: body })
  if (hasFaults && (await failsAfter(world, exchange, place, body))) return
  sendJson(exchange, body)
}
