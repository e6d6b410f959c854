/**
 * What to do after VK refused to say something. One table for each way of saying it; sources: dev.vk.com "Коды ошибок"
 * and the errors of messages.send and wall.createComment in VK's API schema 5.199 (read 2026).
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

type PolicyTable = Readonly<Record<number, SendPolicy>>

/** Errors of any method. */
const commonPolicies: PolicyTable = {
  1: 'retry', // unknown error
  2: 'troubled', // the application is off
  5: 'troubled', // token is invalid
  6: 'retry', // too many requests per second
  9: 'retry', // flood control
  10: 'retry', // internal server error
  14: 'troubled', // captcha: a bot must not solve it, a person is told
  16: 'troubled', // https required by the owner of the token
  17: 'troubled', // validation by the owner of the token
  29: 'retry', // quota of the method
  32: 'retry', // need wait
  36: 'retry', // interrupted by VK's own timeout
}

const messagePolicies: PolicyTable = {
  ...commonPolicies,
  7: 'troubled', // permission denied
  15: 'troubled', // scope is missing
  18: 'unreachable', // the person's page is deleted or banned
  27: 'troubled', // not available with this kind of token
  37: 'unreachable', // the person's page is banned
  100: 'withoutAttachments', // a parameter is wrong; what we did not make ourselves are attachments and forwards
  104: 'unreachable', // no such person
  900: 'unreachable', // blacklisted
  901: 'unreachable', // the person never allowed or forbade messages
  902: 'unreachable', // privacy settings
  911: 'withoutKeyboard', // keyboard is invalid
  912: 'withoutKeyboard', // bot features are off in the community
  913: 'withoutAttachments', // too many forwarded messages
  914: 'shorter', // message is too long
  917: 'unreachable', // no access to the chat
  921: 'withoutAttachments', // these messages cannot be forwarded
  922: 'unreachable', // left the chat
  925: 'unreachable', // not an admin of the chat
  936: 'unreachable', // no such contact
  940: 'withoutAttachments', // too many posts in the message
  943: 'fail', // intent
  944: 'fail',
  945: 'unreachable', // chat is disabled
  946: 'fail', // chat is not supported
  950: 'unreachable', // time to reply has run out
  962: 'unreachable',
  969: 'withoutAttachments', // this message cannot be forwarded
  983: 'unreachable', // messages between the two are restricted
  984: 'unreachable',
  985: 'unreachable',
  987: 'unreachable', // the person has to accept a request first
  988: 'unreachable',
  1012: 'unreachable',
}

/** A message that cannot be changed stays as it is: nobody is told, and nothing waits. */
const editPolicies: PolicyTable = {
  ...messagePolicies,
  7: 'fail',
  15: 'fail',
  27: 'fail',
  909: 'fail', // too old to be changed
  910: 'fail', // too large
  920: 'fail', // this kind of message cannot be changed
}

/** Nothing about comments may stop the messages of the community: they ask for a right of their own (wall). */
const commentPolicies: PolicyTable = {
  ...commonPolicies,
  7: 'fail', // no right to the wall
  15: 'fail', // scope of the wall is missing, or comments of this post are closed
  27: 'fail', // not available with this kind of token
  100: 'withoutAttachments', // also: the comment that was to be answered is gone
  104: 'fail',
  212: 'fail', // comments of this post are closed
  213: 'fail',
  222: 'fail', // links are forbidden
  223: 'fail', // too many comments
}

const policyTables = { message: messagePolicies, edit: editPolicies, comment: commentPolicies } as const
export type SaidKind = keyof typeof policyTables

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
export function verdictOn(
  kind: SaidKind,
  error: { readonly code: number; readonly isOfPeer: boolean } | null,
): ErrorVerdict {
  if (error === null) return { policy: 'retry', retriesMax }
  const policy = policyTables[kind][error.code]
  if (policy === undefined) return { policy: 'retry', retriesMax: unknownRetriesMax }
  // Inside the list of `peer_ids` VK speaks of one person: that is no reason to let the whole community wait.
  return { policy: policy === 'troubled' && error.isOfPeer ? 'unreachable' : policy, retriesMax }
}
