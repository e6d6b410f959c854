/**
 * What to do after VK refused a message. One table; sources: dev.vk.com "Коды ошибок" and the errors of
 * messages.send in VK's API schema 5.199 (read 2026).
 */
import type { Backoff } from './http-backoff.ts'

export type SendPolicy =
  /** Passes by itself: again with the same random_id. */
  | 'retry'
  /** Concerns the whole community and needs a person; its rows wait. */
  | 'troubled'
  /** This person does not get messages of this community. */
  | 'unreachable'
  /** VK dislikes a part; better the rest than nothing. */
  | 'withoutKeyboard'
  | 'shorter'
  | 'withoutAttachments'
  /** The message as it is will never be taken. */
  | 'fail'

const sendPolicyByVkError: Readonly<Record<number, SendPolicy>> = {
  1: 'retry', // unknown error
  5: 'troubled', // token is invalid
  6: 'retry', // too many requests per second
  7: 'troubled', // permission denied
  9: 'retry', // flood control
  10: 'retry', // internal server error
  14: 'retry', // captcha: cannot be solved by a bot, passes with time
  15: 'troubled', // scope is missing
  27: 'troubled', // not available with this kind of token
  29: 'retry', // quota of the method
  100: 'withoutAttachments', // a parameter is wrong; what we did not make ourselves are attachments and forwards
  900: 'unreachable', // blacklisted
  901: 'unreachable', // the person never allowed or forbade messages
  902: 'unreachable', // privacy settings
  911: 'withoutKeyboard', // keyboard is invalid
  912: 'withoutKeyboard', // bot features are off in the community
  913: 'withoutAttachments', // too many forwarded messages
  914: 'shorter', // message is too long
  917: 'unreachable', // no access to the chat
  921: 'withoutAttachments', // these messages cannot be forwarded
  925: 'unreachable', // not an admin of the chat
  936: 'unreachable', // no such contact
  940: 'fail', // too many posts in the message
  943: 'fail', // intent
  944: 'fail',
  945: 'unreachable', // chat is disabled
  946: 'fail', // chat is not supported
  950: 'fail', // time to reply has run out
  962: 'unreachable',
  969: 'fail',
  983: 'unreachable', // messages between the two are restricted
  984: 'unreachable',
}

/** About four hours with the backoff below. VK forgets a random_id after an hour; by then it has long answered. */
const retriesMax = 30
/** For what the table does not know: neither give up at the first nor keep the dialogue waiting. */
const unknownRetriesMax = 5

export const sendBackoff: Backoff = { firstMs: 1_000, maxMs: 600_000 }

export interface ErrorVerdict {
  readonly policy: SendPolicy
  readonly retriesMax: number
}

/** Null stands for "no usable answer came". */
export function verdictOn(code: number | null): ErrorVerdict {
  if (code === null) return { policy: 'retry', retriesMax }
  const policy = sendPolicyByVkError[code]
  return policy === undefined ? { policy: 'retry', retriesMax: unknownRetriesMax } : { policy, retriesMax }
}
