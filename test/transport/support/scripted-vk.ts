import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export interface VkCall {
  readonly method: string
  readonly parameters: Readonly<Record<string, string>>
  readonly atMs: number
}

export interface Poll {
  readonly key: string
  readonly ts: string
}

type Reply = (response: ServerResponse) => void
/** `null` leaves the request open until the client goes away. */
export type CallScript = (call: VkCall) => Reply | object | null
export type PollScript = (poll: Poll) => Reply | object | null

/** A VK that does exactly what a test says: answers, faults, silence. */
export interface ScriptedVk {
  readonly baseUrl: string
  readonly pollUrl: string
  readonly calls: VkCall[]
  readonly polls: Poll[]
  onCall: CallScript
  onPoll: PollScript
  /** Requests that are waiting for an answer. */
  openCount(): number
  stop(): Promise<void>
}

export async function startScriptedVk(): Promise<ScriptedVk> {
  const calls: VkCall[] = []
  const polls: Poll[] = []
  let openRequests = 0
  const server = createServer((request, response) => {
    openRequests += 1
    response.on('close', () => {
      openRequests -= 1
    })
    void handle(request, response)
  })
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://vk')
    if (url.pathname === '/poll') {
      const poll = { key: url.searchParams.get('key') ?? '', ts: url.searchParams.get('ts') ?? '' }
      polls.push(poll)
      answer(response, vk.onPoll(poll))
      return
    }
    const parameters = Object.fromEntries(new URLSearchParams(await bodyOf(request)))
    const call = { method: url.pathname.replace('/method/', ''), parameters, atMs: performance.now() }
    calls.push(call)
    answer(response, vk.onCall(call))
  }
  const port = await listen(server)
  const vk: ScriptedVk = {
    baseUrl: `http://127.0.0.1:${port}/method`,
    pollUrl: `http://127.0.0.1:${port}/poll`,
    calls,
    polls,
    onCall: () => ({ response: 1 }),
    onPoll: () => null,
    openCount: () => openRequests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return vk
}

/** HTTP as it comes: another status, HTML, a dropped connection. */
export const raw =
  (status: number, body: string): Reply =>
  (response) => {
    response.writeHead(status).end(body)
  }
export const dropped: Reply = (response) => response.destroy()
export const stalled: Reply = (response) => {
  response.writeHead(200)
  response.write('{"ts":')
}

export const refusal = (code: number): object => ({
  error: { error_code: code, error_msg: `scripted ${code}`, request_params: [] },
})

function answer(response: ServerResponse, reply: Reply | object | null): void {
  if (reply === null) return
  if (isReply(reply)) reply(response)
  else response.setHeader('content-type', 'application/json').end(JSON.stringify(reply))
}

const isReply = (reply: Reply | object): reply is Reply => typeof reply === 'function'

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
