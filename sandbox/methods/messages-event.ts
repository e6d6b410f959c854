import { nowMs, noteChange, nowSeconds } from '../world/world.ts'
import type { Call } from './call.ts'
import { isRecord, parseJson } from './json.ts'
import { requiredInteger, requiredText, text } from './params.ts'
import { VkError } from './vk-error.ts'

const eventDataMax = 1000
/** Answers that a dialog remembers for whoever watches it. */
const answersMax = 100
const typingMs = 10_000

/** What the answer to a press may do, and the field that it needs for it. */
const fieldByAnswerType: Readonly<Record<string, string>> = {
  show_snackbar: 'text',
  open_link: 'link',
  open_app: 'app_id',
}

/** messages.sendMessageEventAnswer: once for each press, within a minute. */
export function answerPress(call: Call): unknown {
  const { world, community, params } = call
  const eventId = requiredText(params, 'event_id')
  const userId = requiredInteger(params, 'user_id')
  const peerId = requiredInteger(params, 'peer_id')
  const answer = readEventData(text(params, 'event_data'))
  const dialog = community.dialogs.get(peerId)
  const press = dialog?.pendingPresses.get(eventId)
  if (
    dialog === undefined ||
    press === undefined ||
    userId !== dialog.userId ||
    press.expiresAtMs < nowMs(world)
  ) {
    throw new VkError(100, 'event_id is invalid')
  }
  dialog.pendingPresses.delete(eventId)
  dialog.pressAnswers.push({ eventId, cmid: press.cmid, date: nowSeconds(world), answer })
  if (dialog.pressAnswers.length > answersMax) dialog.pressAnswers.shift()
  noteChange(world, { groupId: community.groupId, userId })
  return 1
}

function readEventData(source: string): unknown {
  if (source === '') return null
  if (source.length > eventDataMax) throw new VkError(100, 'event_data is too long')
  const data = parseJson(source)
  if (!isRecord(data)) throw new VkError(100, 'event_data should be a JSON object')
  const field = fieldByAnswerType[String(data['type'])]
  if (field === undefined || data[field] === undefined) throw new VkError(100, 'event_data is invalid')
  return data
}

/** messages.setActivity: the person sees that an answer is being written for ten seconds. */
export function setActivity(call: Call): unknown {
  const { world, community, params } = call
  const peerId = requiredInteger(params, params['peer_id'] === undefined ? 'user_id' : 'peer_id')
  const dialog = community.dialogs.get(peerId)
  if (dialog === undefined) return 1
  dialog.typingUntilMs = nowMs(world) + typingMs
  noteChange(world, { groupId: community.groupId, userId: peerId })
  return 1
}
