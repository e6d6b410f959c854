/** Calls to the sandbox's control side. Nothing here throws: a refusal and an unreachable sandbox are ordinary answers. */
import type { z } from 'zod/mini'
import {
  addedSchema,
  dialogSchema,
  dialogsSchema,
  pressedSchema,
  refusalSchema,
  sentSchema,
  stateSchema,
  uploadedSchema,
  type UploadToken,
} from './schemas.ts'

/** `refused` carries the sandbox's own sentence; `unreachable` means that nothing is known to have happened. */
export type Reply<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'unreachable' }

export interface OutgoingMessage {
  readonly groupId: number
  readonly userId: number
  readonly text?: string
  readonly payload?: unknown
  readonly attachments?: readonly UploadToken[]
  readonly geo?: Place
  readonly replyToCmid?: number
}

export interface Place {
  readonly latitude: number
  readonly longitude: number
}

export interface Press {
  readonly groupId: number
  readonly userId: number
  /** The message with the inline keyboard; without it the button is of the bottom keyboard. */
  readonly cmid?: number
  readonly row: number
  readonly column: number
  /** What a location button sends. */
  readonly geo?: Place
}

export type SandboxClient = ReturnType<typeof createSandboxClient>

const timeoutMs = 15_000
const misunderstood = 'Песочница ответила не так, как ожидалось. Обновите страницу.'

export function createSandboxClient(baseUrl: string) {
  const get = <Value>(path: string, schema: Schema<Value>) =>
    call(`${baseUrl}sandbox/${path}`, schema, { method: 'GET' })
  const post = <Value>(path: string, schema: Schema<Value>, body: unknown) =>
    call(`${baseUrl}sandbox/${path}`, schema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    streamUrl: `${baseUrl}sandbox/stream`,
    state: () => get('state', stateSchema),
    dialogs: (userId: number) => get(`dialogs?userId=${userId}`, dialogsSchema),
    dialog: (groupId: number, userId: number, afterCmid: number) =>
      get(`dialog?groupId=${groupId}&userId=${userId}&afterCmid=${afterCmid}`, dialogSchema),
    addPerson: (firstName: string, lastName: string) => post('users', addedSchema, { firstName, lastName }),
    send: (message: OutgoingMessage) => post('messages', sentSchema, message),
    press: (press: Press) => post('press', pressedSchema, press),
    permit: (groupId: number, userId: number, allowed: boolean) =>
      post('permissions', pressedSchema, { groupId, userId, allowed }),
    upload: (file: File) =>
      call(`${baseUrl}sandbox/uploads`, uploadedSchema, { method: 'POST', body: fileForm(file) }),
  }
}

type Schema<Value> = z.ZodMiniType<Value>

async function call<Value>(url: string, schema: Schema<Value>, request: RequestInit): Promise<Reply<Value>> {
  const answer = await fetchJson(url, request)
  if (answer === null) return { kind: 'unreachable' }
  if (!answer.isOk) {
    const refusal = refusalSchema.safeParse(answer.body)
    return {
      kind: 'refused',
      sentence: refusal.success ? refusal.data.error : `Песочница ответила ошибкой ${answer.status}.`,
    }
  }
  const parsed = schema.safeParse(answer.body)
  return parsed.success ? { kind: 'done', value: parsed.data } : { kind: 'refused', sentence: misunderstood }
}

interface JsonAnswer {
  readonly isOk: boolean
  readonly status: number
  readonly body: unknown
}

async function fetchJson(url: string, request: RequestInit): Promise<JsonAnswer | null> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    return { isOk: response.ok, status: response.status, body: parseJson(text) }
  } catch {
    // fetch throws for a refused connection and a timeout alike; the page says the same about both.
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // An empty or foreign answer: the schema decides whether that matters.
    return {}
  }
}

function fileForm(file: File): FormData {
  const form = new FormData()
  form.append('file', file)
  return form
}
