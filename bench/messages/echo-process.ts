/**
 * The bare minimum a bot can be: vk-io as it comes, its own polling and api, no database; every message is repeated to
 * its writer. It keeps nothing: what it has received is lost with the process.
 */
import http from 'node:http'
import { VK } from 'vk-io'
import { z } from 'zod'
import { answerParent } from './child.ts'

const question = z.object({
  apiUrl: z.string(),
  communities: z.array(z.object({ groupId: z.number(), token: z.string() })),
})
const startsAtOnce = 50

answerParent(async (raw) => {
  const { apiUrl, communities } = question.parse(raw)
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity })
  for (let first = 0; first < communities.length; first += startsAtOnce) {
    const some = communities.slice(first, first + startsAtOnce)
    await Promise.all(some.map(({ groupId, token }) => startEcho({ apiUrl, agent, groupId, token })))
  }
  return communities.length
})

async function startEcho(options: {
  readonly apiUrl: string
  readonly agent: http.Agent
  readonly groupId: number
  readonly token: string
}): Promise<void> {
  const { apiUrl, token, groupId } = options
  // vk-io's type says https only; node-fetch takes either.
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
  const agent = options.agent as unknown as NonNullable<ConstructorParameters<typeof VK>[0]['agent']>
  const vk = new VK({ token, pollingGroupId: groupId, apiBaseUrl: apiUrl, apiLimit: 20, agent })
  vk.updates.on('message_new', (context) => context.send(context.text ?? ''))
  await vk.updates.startPolling()
}
