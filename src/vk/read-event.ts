/** Reads what the inbox holds about messages: all four kinds of events come down to one form. */
import { z } from 'zod'
import type { ReadMessage } from '../app/dialogue-ports.ts'
import type { InboxEvent, Json, JsonObject } from '../app/ports.ts'
import { readMessage } from './read-message.ts'

const press = z.looseObject({
  user_id: z.number(),
  peer_id: z.number(),
  conversation_message_id: z.number().default(0),
  payload: z.unknown(),
})
const byHand = z.looseObject({ admin_author_id: z.number() })

export const readEventMessage: ReadMessage = (event) => readMessage({ ...event, body: bodyOf(event) })

function bodyOf(event: InboxEvent): JsonObject {
  switch (event.type) {
    case 'message_new':
    case 'message_edit':
      // Before 5.103, which a community's settings may still say, the message came bare.
      return 'message' in event.body ? event.body : { message: event.body }
    case 'message_reply':
      return { message: { ...event.body, from_id: byHand.parse(event.body).admin_author_id } }
    case 'message_event':
      return { message: pressed(event) }
    default:
      return event.body
  }
}

/** A press has no words, no number of its own and no date. VK gives the payload as an object, its schema says a string. */
function pressed(event: InboxEvent): Json {
  const { user_id, peer_id, conversation_message_id, payload } = press.parse(event.body)
  return {
    from_id: user_id,
    peer_id,
    conversation_message_id,
    date: Math.trunc(event.vkAt.epochMilliseconds / 1000),
    text: '',
    payload: typeof payload === 'string' ? payload : (JSON.stringify(payload) ?? ''),
  }
}
