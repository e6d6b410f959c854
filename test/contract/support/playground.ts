import { startSandbox, type SandboxOptions } from '../../../sandbox/server.ts'
import { at, listAt, numberAt, textAt } from './at.ts'

/** A client of VK's side with nothing but fetch, and a hand on the control side. */
export type Playground = {
  readonly url: string
  readonly groupId: number
  readonly token: string
  readonly userId: number
  /** A method of the API with the community's token and version 5.199; the whole body. */
  readonly call: (method: string, params?: Params, token?: string) => Promise<unknown>
  readonly control: (path: string, body?: unknown) => Promise<unknown>
  readonly forget: (path: string) => Promise<unknown>
  /** A person writes to the community; the number of the message in the dialogue. */
  readonly write: (text: string, more?: Readonly<Record<string, unknown>>) => Promise<number>
  readonly dialog: () => Promise<unknown>
  readonly createUser: () => Promise<number>
  readonly createCommunity: (
    more?: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly groupId: number; readonly token: string }>
  readonly poll: (server: PollServer, waitSeconds?: number) => Promise<unknown>
  readonly pollServer: () => Promise<PollServer>
  readonly stop: () => Promise<void>
}

export type PollServer = { readonly server: string; readonly key: string; readonly ts: string }
type Params = Readonly<Record<string, string | number>>

/** A sandbox of its own with one community and one person who has not written yet. */
export async function startPlayground(options: Partial<SandboxOptions> = {}): Promise<Playground> {
  const sandbox = await startSandbox({ port: 0, requestsPerSecond: Number.POSITIVE_INFINITY, ...options })
  const { url } = sandbox
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return readJson(await fetch(`${url}/sandbox/${path}`, request))
  }
  const createUser = async () =>
    numberAt(await control('users', { firstName: 'Анна', lastName: 'Лучинкина' }), 'userId')
  const createCommunity = async (more: Readonly<Record<string, unknown>> = {}) => {
    const created = await control('communities', { name: 'Школа', ...more })
    return { groupId: numberAt(created, 'groupId'), token: textAt(created, 'token') }
  }
  const { groupId, token } = await createCommunity()
  const userId = await createUser()
  const call = async (method: string, params: Params = {}, usedToken = token): Promise<unknown> => {
    const body = new URLSearchParams({ v: '5.199', access_token: usedToken })
    for (const [name, value] of Object.entries(params)) body.set(name, String(value))
    return readJson(await fetch(`${url}/method/${method}`, { method: 'POST', body }))
  }
  return {
    url,
    groupId,
    token,
    userId,
    call,
    control,
    createUser,
    createCommunity,
    forget: async (path) => readJson(await fetch(`${url}/sandbox/${path}`, { method: 'DELETE' })),
    write: async (text, more = {}) =>
      numberAt(await control('messages', { groupId, userId, text, ...more }), 'cmid'),
    dialog: () => control(`dialog?groupId=${groupId}&userId=${userId}`),
    pollServer: async () => readPollServer(await call('groups.getLongPollServer', { group_id: groupId })),
    poll: async (server, waitSeconds = 5) => readJson(await fetch(pollUrl(server, waitSeconds))),
    stop: sandbox.stop,
  }
}

function readPollServer(answer: unknown): PollServer {
  return {
    server: textAt(answer, 'response', 'server'),
    key: textAt(answer, 'response', 'key'),
    ts: textAt(answer, 'response', 'ts'),
  }
}

export function pollUrl({ server, key, ts }: PollServer, waitSeconds: number): string {
  return `${server}?act=a_check&key=${key}&ts=${ts}&wait=${waitSeconds}`
}

/** Types of the updates of a poll's answer, in order. */
export function updateTypes(answer: unknown): readonly unknown[] {
  return listAt(answer, 'updates').map((update) => at(update, 'type'))
}

async function readJson(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  return body
}
