/** Sends one row of the outbox and says how it ended; the policy for VK's errors is applied here. */
import { z } from 'zod'
import type { OutboxMessage, SendOutcome, VkSender } from '../app/transport-ports.ts'
import type { VkApi } from './api.ts'
import { troubleOf } from './community-check.ts'
import { VkApiError, VkUnreachable } from './errors.ts'
import { backoffMs, type Backoff } from './http-backoff.ts'
import { messageLengthMax } from '../domain/split-text.ts'
import { attachFiles } from './send-files.ts'
import { partRandomId, splitBody, type SendBody } from './send-parts.ts'
import { sendBackoff, verdictOn, type SendPolicy } from './send-policy.ts'
import type { UploadFile } from './upload.ts'

export interface VkSenderOptions {
  readonly api: VkApi
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly backoff?: Backoff
  readonly upload: UploadFile
}

export function createVkSender({ api, random, backoff = sendBackoff, upload }: VkSenderOptions): VkSender {
  return {
    send: async (message) => {
      // Its message never got to VK: there is nothing to change.
      if (message.kind === 'edit' && message.body['cmid'] === undefined)
        return { kind: 'failed', reason: 'refused', error: 'the message to change was not sent' }
      const attached = await attachFiles(upload, message)
      if (attached.kind === 'fault') return again(message, attached.error, backoff, random)
      let draft: Draft = { body: attached.body, lengthMax: messageLengthMax, notes: attached.notes }
      for (;;) {
        const attempt = await tryToSend(api, message, draft)
        if (attempt.kind === 'sent') return { ...attempt, note: draft.notes.join('; ') || null }
        const { policy, retriesMax } = verdictOn(
          message.kind,
          attempt.error instanceof VkApiError ? attempt.error : null,
        )
        const reduced = reduce(draft, policy)
        if (reduced === null) return conclude(message, attempt.error, policy, retriesMax, backoff, random)
        draft = { ...reduced, notes: [...reduced.notes, attempt.error.message] }
      }
    },
  }
}

interface Draft {
  readonly body: SendBody
  readonly lengthMax: number
  /** Why something was left out. */
  readonly notes: readonly string[]
}

type SendFault = VkApiError | VkUnreachable
type Attempt =
  | { readonly kind: 'sent'; readonly cmid: number | null }
  | { readonly kind: 'fault'; readonly error: SendFault }

/** The parts go one after another; a repeat after a failure in the middle is recognised by VK part by part. */
async function tryToSend(api: VkApi, message: OutboxMessage, { body, lengthMax }: Draft): Promise<Attempt> {
  try {
    if (message.kind === 'edit') return { kind: 'sent', cmid: await edit(api, message, body) }
    if (message.kind === 'comment') return { kind: 'sent', cmid: await comment(api, message, body) }
    let cmid: number | null = null
    for (const [index, part] of splitBody(body, lengthMax).entries()) {
      cmid = await sendPart(api, message, part, partRandomId(message.randomId, index))
    }
    return { kind: 'sent', cmid }
  } catch (error) {
    if (error instanceof VkApiError || error instanceof VkUnreachable) return { kind: 'fault', error }
    throw error
  }
}

/** With `peer_ids` VK answers with the number in the conversation, and puts refusals inside the array. */
const sentSchema = z.array(
  z.object({
    /** 0 where the message was refused. */
    conversation_message_id: z.number().int().nonnegative().optional(),
    error: z.object({ code: z.number(), description: z.string().default('') }).optional(),
  }),
)

async function sendPart(
  api: VkApi,
  message: OutboxMessage,
  body: SendBody,
  randomId: number,
): Promise<number | null> {
  const parameters = { ...body, peer_ids: message.peerId, random_id: randomId }
  const sent = sentSchema.safeParse(await api.call(message.token, 'messages.send', parameters))
  const item = sent.success ? sent.data[0] : undefined
  if (item === undefined)
    throw new VkUnreachable('messages.send', 'unexpected', 'no item for the peer in the answer')
  if (item.error !== undefined) {
    throw new VkApiError('messages.send', item.error.code, null, item.error.description, true)
  }
  return item.conversation_message_id ?? null
}

async function edit(api: VkApi, message: OutboxMessage, body: SendBody): Promise<number | null> {
  await api.call(message.token, 'messages.edit', { ...body, peer_id: message.peerId })
  const cmid = Number(body['cmid'])
  return Number.isSafeInteger(cmid) && cmid > 0 ? cmid : null
}

/** The same guid is the same comment; comments are never edited or deleted by us, VK does not let communities. */
async function comment(api: VkApi, { id, randomId, token }: OutboxMessage, body: SendBody): Promise<null> {
  await api.call(token, 'wall.createComment', { ...body, guid: `otklik-${id}-${randomId}` })
  return null
}

/** A smaller message worth trying; null when the policy is another or there is nothing left to leave out. */
function reduce(draft: Draft, policy: SendPolicy): Draft | null {
  const { body } = draft
  if (policy === 'withoutKeyboard' && 'keyboard' in body) {
    return { ...draft, body: without(body, ['keyboard']) }
  }
  if (policy === 'withoutAttachments' && ('attachment' in body || 'forward' in body)) {
    return isSayingSomething(body) ? { ...draft, body: without(body, ['attachment', 'forward']) } : null
  }
  if (policy === 'shorter' && draft.lengthMax > lengthMin) {
    return { ...draft, lengthMax: Math.floor(draft.lengthMax / 2) }
  }
  return null
}

const lengthMin = 1_000

const isSayingSomething = (body: SendBody): boolean =>
  (body['message'] ?? '').trim() !== '' || 'template' in body

function without(body: SendBody, names: readonly string[]): SendBody {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))
}

function conclude(
  message: OutboxMessage,
  error: SendFault,
  policy: SendPolicy,
  retriesMax: number,
  backoff: Backoff,
  random: () => number,
): SendOutcome {
  const { message: text } = error
  if (policy === 'troubled') return { kind: 'troubled', sentence: troubleOf(error) ?? text }
  if (policy === 'unreachable')
    return { kind: 'failed', reason: 'unreachable', error: `cannot be reached: ${text}` }
  if (policy !== 'retry') return { kind: 'failed', reason: 'refused', error: text }
  if (message.attempts >= retriesMax) return { kind: 'failed', reason: 'gaveUp', error: `gave up: ${text}` }
  return again(message, error, backoff, random)
}

function again(message: OutboxMessage, error: Error, backoff: Backoff, random: () => number): SendOutcome {
  const delayMs = backoffMs(backoff, message.attempts + 1, random)
  return { kind: 'retry', delayMs, error: error.message }
}
