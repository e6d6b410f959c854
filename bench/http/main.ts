/**
 * What one call of VK costs the product's thread: our client beside node:http with keep-alive and Node's fetch, in turns
 * in one run. CPU seconds of this process are counted, because they do not depend on who else uses the machine; the
 * server is another process.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'

type Call = (url: string, form: string) => Promise<unknown>

const callsWarm = 3_000
const callsCounted = 15_000
const atOnce = 64
const rounds = 3
const timeoutMs = 10_000

/** As large as a receipt. */
const form = new URLSearchParams({
  access_token: 'vk1.a.made_up',
  v: '5.199',
  peer_ids: '7001',
  random_id: '171717',
  message: 'Обращение № 1042 принято. Ответит администрация города. '.repeat(5),
}).toString()

const agent = new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' })
const vk = createVkHttp(callLimits)

const clients: Readonly<Record<string, Call>> = {
  'our client (undici)': (url, body) => vk.requestJson({ what: 'bench', url, form: body, timeoutMs }),
  'node:http, keep-alive': callByNode,
  'fetch of Node': async (url, body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(url, { method: 'POST', headers, body })
    return answer.json()
  },
}

async function callByNode(url: string, body: string): Promise<unknown> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  }
  const request = http.request(url, { agent, method: 'POST', headers, timeout: timeoutMs })
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject)
  })
  request.end(body)
  return JSON.parse(await text(await answered))
}

/** Microseconds of CPU a call. */
async function cost(call: Call, url: string): Promise<number> {
  await run(call, url, callsWarm)
  const before = process.cpuUsage()
  await run(call, url, callsCounted)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / callsCounted
}

async function run(call: Call, url: string, count: number): Promise<void> {
  let left = count
  const lane = async (): Promise<void> => {
    for (; left > 0; left -= 1) await call(url, form)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

const server = fork(path.join(import.meta.dirname, 'server-process.ts'), [], {
  execArgv: ['--import', 'tsx'],
})
const [message]: unknown[] = await once(server, 'message')
const { port } = z.object({ port: z.number() }).parse(message)
const costs = new Map<string, number[]>(Object.keys(clients).map((name) => [name, []]))
for (let round = 0; round < rounds; round += 1) {
  for (const [name, call] of Object.entries(clients))
    costs.get(name)?.push(await cost(call, `http://127.0.0.1:${port}/method/messages.send`))
}
console.log(
  `CPU of the calling process, µs a call; ${rounds} rounds of ${callsCounted} calls, ${atOnce} at once`,
)
for (const [name, found] of costs) {
  const sorted = found.toSorted((one, other) => one - other).map((value) => value.toFixed(0))
  console.log(
    `  ${name.padEnd(24)} median ${sorted[Math.floor(sorted.length / 2)]}  (${sorted[0]} … ${sorted.at(-1)})`,
  )
}
server.disconnect()
agent.destroy()
vk.close()
