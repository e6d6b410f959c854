import type { Community } from './community.ts'
import type { Geo, Message } from './message.ts'
import type { World } from './world.ts'

/** A message as VK's API and events show it (`messages_message` of 5.199). */
export function messageObject(world: World, community: Community, message: Message): Record<string, unknown> {
  return {
    date: message.date,
    from_id: fromId(community, message),
    id: message.id,
    version: message.version,
    out: message.from === 'community' ? 1 : 0,
    important: false,
    is_hidden: false,
    attachments: message.attachments,
    conversation_message_id: message.cmid,
    fwd_messages: message.forwards.map((forward) => foreignMessage(world, community, forward)),
    text: shownText(world, message.text),
    peer_id: message.userId,
    random_id: message.randomId,
    ...(message.payload === null ? {} : { payload: message.payload }),
    ...(message.geo === null ? {} : { geo: geoObject(message.geo) }),
    ...(message.ref === null ? {} : { ref: message.ref }),
    ...(message.keyboard === null ? {} : { keyboard: message.keyboard }),
    ...(message.reply === null ? {} : { reply_message: foreignMessage(world, community, message.reply) }),
    ...(message.adminAuthorId === null ? {} : { admin_author_id: message.adminAuthorId }),
    ...(message.editedAt === null ? {} : { update_time: message.editedAt }),
  }
}

/** The form inside `fwd_messages` and `reply_message`. */
function foreignMessage(world: World, community: Community, message: Message): Record<string, unknown> {
  return {
    date: message.date,
    from_id: fromId(community, message),
    text: shownText(world, message.text),
    attachments: message.attachments,
    conversation_message_id: message.cmid,
    peer_id: message.userId,
    id: message.id,
    ...(message.payload === null ? {} : { payload: message.payload }),
    ...(message.geo === null ? {} : { geo: geoObject(message.geo) }),
  }
}

/** VK escapes these four characters in texts of messages; clients undo it. */
function shownText(world: World, text: string): string {
  if (!world.options.escapesHtml) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function fromId(community: Community, message: Message): number {
  return message.from === 'community' ? -community.groupId : message.userId
}

function geoObject(geo: Geo): Record<string, unknown> {
  return { type: 'point', coordinates: { latitude: geo.latitude, longitude: geo.longitude } }
}
