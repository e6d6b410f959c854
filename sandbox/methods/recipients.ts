import type { Permission } from '../world/dialog.ts'
import { permissionOf } from '../world/world.ts'
import type { Call } from './call.ts'
import { integers, list, optionalInteger, text } from './params.ts'
import { VkError } from './vk-error.ts'

const chatPeerBase = 2_000_000_000
const peersMax = 100
const lastVersionWithUserIds = 137

/** To whom, and in which of the two forms the answer goes. */
export type Recipients = { readonly form: 'one' | 'many'; readonly peerIds: readonly number[] }

export function readRecipients(call: Call): Recipients {
  const { params } = call
  if (list(params, 'peer_ids').length > 0)
    return { form: 'many', peerIds: integers(params, 'peer_ids', peersMax) }
  if (call.version <= lastVersionWithUserIds && list(params, 'user_ids').length > 0) {
    return { form: 'many', peerIds: integers(params, 'user_ids', peersMax) }
  }
  const peerId = optionalInteger(params, 'peer_id') ?? optionalInteger(params, 'user_id')
  if (peerId !== null) return { form: 'one', peerIds: [peerId] }
  const chatId = optionalInteger(params, 'chat_id')
  if (chatId !== null) return { form: 'one', peerIds: [chatPeerBase + chatId] }
  const domain = /^id(\d+)$/.exec(text(params, 'domain'))
  if (domain !== null) return { form: 'one', peerIds: [Number(domain[1])] }
  throw new VkError(100, 'you should specify peer_id, user_id, domain, chat_id or user_ids param')
}

/** Why the community may not write there, or null. */
export function refusalToWrite(call: Call, peerId: number): VkError | null {
  if (peerId >= chatPeerBase) return new VkError(917)
  if (peerId <= 0 || !call.world.people.has(peerId)) return new VkError(901)
  const code = codeByPermission[permissionOf(call.world, call.community, peerId)]
  return code === null ? null : new VkError(code)
}

const codeByPermission = {
  allowed: null,
  unasked: 901,
  denied: 901,
  blacklisted: 900,
  private: 902,
} satisfies Record<Permission, number | null>
