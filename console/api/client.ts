/** The product's HTTP API as the page sees it. Every refusal is a `Refusal` with a sentence for people. */
import type {
  Acted,
  DraftCheck,
  GivenResult,
  OwnersView,
  PresenceView,
  Problem,
  QueueCountsView,
  QueuePageView,
  SessionView,
  TicketPage,
} from '../../src/web/api/schemas.ts'

/** `offline`: no answer came; the same request may be repeated with the same key. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: string
  readonly status: number

  constructor(status: number, { kind, message }: Problem) {
    super(message)
    this.kind = kind
    this.status = status
  }

  get isOffline(): boolean {
    return this.kind === 'offline'
  }

  get isSignedOut(): boolean {
    return this.status === 401
  }
}

const timeoutMs = 15_000
const offline: Problem = { kind: 'offline', message: 'Нет связи с сервером. Проверьте интернет.' }
const broken: Problem = { kind: 'fault', message: 'Сервер ответил непонятно. Попробуйте ещё раз.' }

export type QueueFilterName = 'open' | 'today' | 'burning' | 'waiting' | 'mine' | 'unowned' | 'closed'

export class ConsoleClient {
  readonly #base: string
  #csrfToken = ''
  readonly #listeners = new Set<() => void>()

  constructor(base: string) {
    this.#base = base
  }

  /** Told when the server no longer knows who we are. */
  readonly onSignedOut = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async session(): Promise<SessionView> {
    const session = await this.#json<SessionView>('GET', '/session')
    this.#csrfToken = session.csrfToken
    return session
  }

  signInByCode = (code: string): Promise<void> => this.#done('POST', '/session/code', { code })
  signInByVk = (launchParams: string): Promise<void> => this.#done('POST', '/session/vk', { launchParams })
  signOut = (): Promise<void> => this.#done('DELETE', '/session')
  signOutEverywhere = (): Promise<void> => this.#done('DELETE', '/sessions')

  queue(filter: QueueFilterName, after: string | null, limit: number): Promise<QueuePageView> {
    const query = new URLSearchParams({ filter, limit: String(limit) })
    if (after !== null) query.set('after', after)
    return this.#json('GET', `/queue?${query.toString()}`)
  }

  /** Of these tickets those that the filter still shows. */
  queueOf(filter: QueueFilterName, ids: readonly number[]): Promise<QueuePageView> {
    const query = new URLSearchParams({ filter, ids: ids.join(','), limit: '100' })
    return this.#json('GET', `/queue?${query.toString()}`)
  }

  /** What has no method of its own: screens that read and change by themselves. */
  get = <Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const search = new URLSearchParams(query).toString()
    return this.#json('GET', search === '' ? path : `${path}?${search}`)
  }
  post = <Answer>(path: string, body: object): Promise<Answer> => this.#json('POST', path, body)

  counts = (): Promise<QueueCountsView> => this.#json('GET', '/queue/counts')
  search = (words: string): Promise<QueuePageView> =>
    this.#json('GET', `/tickets?${new URLSearchParams({ words }).toString()}`)
  ticket = (id: number): Promise<TicketPage> => this.#json('GET', `/tickets/${id}`)
  owners = (id: number, search: string): Promise<OwnersView> =>
    this.#json('GET', `/tickets/${id}/owners?${new URLSearchParams({ search }).toString()}`)
  take = (id: number, body: { readonly key: string }): Promise<Acted> =>
    this.#json('POST', `/tickets/${id}/take`, body)
  answer = (id: number, body: Spoken): Promise<Acted> => this.#json('POST', `/tickets/${id}/answer`, body)
  forward = (id: number, body: Forwarded): Promise<Acted> =>
    this.#json('POST', `/tickets/${id}/forward`, body)
  check = (id: number, text: string): Promise<DraftCheck> =>
    this.#json('POST', `/tickets/${id}/check`, { text })
  presence = (
    id: number,
    body: { readonly isWriting: boolean; readonly isLeaving: boolean },
  ): Promise<PresenceView> => this.#json('POST', `/tickets/${id}/presence`, body)
  note = (id: number, body: { readonly text: string; readonly key: string }): Promise<Acted> =>
    this.#json('POST', `/tickets/${id}/notes`, body)

  async #json<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await this.#send(method, path, body)
    const value: Answer = await answer.json()
    return value
  }

  async #done(method: string, path: string, body?: object): Promise<void> {
    await this.#send(method, path, body)
  }

  async #send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await this.#fetch(method, path, body)
    if (answer.ok) return answer
    const problem = await answer.json().then(readProblem, () => broken)
    const refusal = new Refusal(answer.status, problem)
    if (refusal.isSignedOut) for (const listener of this.#listeners) listener()
    throw refusal
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    try {
      return await fetch(`${this.#base}${path}`, {
        method,
        headers: {
          'x-csrf-token': this.#csrfToken,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        // A page that is being left still says that it leaves.
        keepalive: path.endsWith('/presence'),
        credentials: 'same-origin',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch {
      throw new Refusal(0, offline)
    }
  }
}

interface Spoken {
  readonly text: string
  readonly result: GivenResult
  readonly key: string
  readonly seenVersion: number
}

interface Forwarded {
  readonly to: number | null
  readonly reason: string
  readonly key: string
  readonly seenVersion: number
}

function readProblem(value: unknown): Problem {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('message' in value))
    return broken
  return { kind: String(value.kind), message: String(value.message) }
}

/** What to tell a person about whatever was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Refusal ? error.message : broken.message

/** Where a file of a ticket is served; rights are checked there each time. */
export const fileAddress = (ticketId: number, name: string): string =>
  `/api/tickets/${ticketId}/files/${encodeURIComponent(name)}`
