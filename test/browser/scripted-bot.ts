/** The community's side of a conversation, played by a test through the sandbox's own VK API. */
import { z } from 'zod'
import { waitFor } from '../support/wait-for.ts'

const stateSchema = z.object({
  communities: z.array(
    z.object({ groupId: z.number(), name: z.string(), token: z.string(), purpose: z.string() }),
  ),
  users: z.array(
    z.object({
      userId: z.number(),
      firstName: z.string(),
      lastName: z.string(),
      role: z.string(),
      institution: z.string().optional(),
    }),
  ),
})

const dialogSchema = z.object({
  messages: z.array(
    z.object({
      cmid: z.number(),
      from: z.string(),
      text: z.string(),
      payload: z.string().optional(),
      attachments: z.array(z.looseObject({ type: z.string() })),
      geo: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
      replyTo: z.object({ cmid: z.number() }).optional(),
    }),
  ),
})

const methodSchema = z.union([
  z.object({ response: z.unknown() }),
  z.object({ error: z.object({ error_code: z.number() }) }),
])
const longPollSchema = z.object({ server: z.string(), key: z.string(), ts: z.string() })
const updatesSchema = z.object({
  updates: z.array(
    z.object({ type: z.string(), object: z.looseObject({ event_id: z.string().optional() }) }),
  ),
})

export type SandboxState = z.infer<typeof stateSchema>

export interface MessageExtras {
  readonly keyboard?: unknown
}

export class ScriptedBot {
  readonly #url: string
  readonly #groupId: number
  readonly #token: string
  readonly #userId: number
  #lastRandomId = 0

  constructor(url: string, groupId: number, token: string, userId: number) {
    this.#url = url
    this.#groupId = groupId
    this.#token = token
    this.#userId = userId
  }

  /** @throws Error with VK's code when VK refuses. */
  async say(message: string, extras: MessageExtras = {}): Promise<void> {
    this.#lastRandomId += 1
    const { keyboard } = extras
    await this.#call('messages.send', {
      peer_id: String(this.#userId),
      random_id: String(this.#lastRandomId),
      message,
      ...(keyboard === undefined ? {} : { keyboard: JSON.stringify(keyboard) }),
    })
  }

  /** Waits for a press of a callback button, which `press` makes, and answers it with a line of text. */
  async answerPress(press: () => Promise<void>, text: string): Promise<void> {
    const { server, key, ts } = longPollSchema.parse(
      await this.#call('groups.getLongPollServer', { group_id: String(this.#groupId) }),
    )
    await press()
    const response = await fetch(`${server}?act=a_check&key=${key}&ts=${ts}&wait=10`)
    const { updates } = updatesSchema.parse(await response.json())
    const pressed = updates.find(({ type }) => type === 'message_event')
    await this.#call('messages.sendMessageEventAnswer', {
      event_id: pressed?.object.event_id ?? '',
      user_id: String(this.#userId),
      peer_id: String(this.#userId),
      event_data: JSON.stringify({ type: 'show_snackbar', text }),
    })
  }

  /** What the sandbox has of this dialog. */
  async messages(): Promise<z.infer<typeof dialogSchema>['messages']> {
    const response = await fetch(
      `${this.#url}/sandbox/dialog?groupId=${this.#groupId}&userId=${this.#userId}`,
    )
    return dialogSchema.parse(await response.json()).messages
  }

  /** What is typed is on its way for a while; and nobody may be written to who has not written yet. */
  async untilSaid(count: number): Promise<void> {
    await waitFor(async () => (await this.messages()).length === count)
  }

  async #call(method: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const body = new URLSearchParams({ ...parameters, access_token: this.#token, v: '5.199' })
    const response = await fetch(`${this.#url}/method/${method}`, { method: 'POST', body })
    const answer = methodSchema.parse(await response.json())
    if ('error' in answer) throw new Error(`${method}: VK answered ${answer.error.error_code}`)
    return answer.response
  }
}

export async function readState(url: string): Promise<SandboxState> {
  const response = await fetch(`${url}/sandbox/state`)
  return stateSchema.parse(await response.json())
}

/** One more citizen; returns their id. */
export async function addPerson(url: string, firstName: string, lastName: string): Promise<number> {
  const body = JSON.stringify({ firstName, lastName })
  const response = await fetch(`${url}/sandbox/users`, { method: 'POST', body })
  return z.object({ userId: z.number() }).parse(await response.json()).userId
}

export function textButton(label: string, color: 'primary' | 'secondary' | 'positive' | 'negative') {
  return { action: { type: 'text', label, payload: JSON.stringify({ choice: label }) }, color }
}

export function callbackButton(label: string, color: 'primary' | 'secondary' | 'positive' | 'negative') {
  return { action: { type: 'callback', label, payload: JSON.stringify({ choice: label }) }, color }
}
