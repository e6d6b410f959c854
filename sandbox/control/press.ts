import { z } from 'zod'
import type { Community } from '../world/community.ts'
import { messageByCmid, type Dialog } from '../world/dialog.ts'
import { emit } from '../world/events.ts'
import type { ButtonAction, Keyboard } from '../world/keyboard.ts'
import { nowMs, noteChange, type World } from '../world/world.ts'
import { writeFromUser } from '../world/write-message.ts'
import { cmid, findDialog, pairShape } from './find.ts'
import { ControlRefusal, parseInput } from './refusal.ts'

const press = z.object({
  ...pairShape,
  cmid: cmid.optional(),
  row: z.int().min(0),
  column: z.int().min(0),
  /** What a location button sends; without it, the middle of a town that is on no map. */
  geo: z
    .object({ latitude: z.number(), longitude: z.number() })
    .default({ latitude: 56.12, longitude: 40.4 }),
})

type Press = {
  readonly world: World
  readonly community: Community
  readonly dialog: Dialog
  readonly action: ButtonAction
  /** Zero for the keyboard under the input field. */
  readonly cmid: number
  readonly geo: { readonly latitude: number; readonly longitude: number }
}

/** A person presses a button of the current keyboard, or of the message `cmid`. */
export function pressButton(world: World, body: unknown): unknown {
  const asked = parseInput(press, body)
  const { community, dialog } = findDialog(world, asked)
  const keyboard =
    asked.cmid === undefined ? dialog.keyboard : (messageByCmid(dialog, asked.cmid)?.keyboard ?? null)
  const action = keyboard?.buttons[asked.row]?.[asked.column]?.action
  if (keyboard === null || action === undefined) {
    throw new ControlRefusal(`Нет кнопки в строке ${asked.row}, столбце ${asked.column}.`)
  }
  const effect = effectByType[action.type]
  if (effect === undefined)
    throw new ControlRefusal(`Песочница не умеет нажимать кнопки вида ${action.type}.`)
  hideOneTime(world, community, dialog, keyboard)
  return {
    type: action.type,
    ...effect({ world, community, dialog, action, cmid: asked.cmid ?? 0, geo: asked.geo }),
  }
}

/** A keyboard for one use leaves after a press, whatever the button does. */
function hideOneTime(world: World, community: Community, dialog: Dialog, keyboard: Keyboard): void {
  if (!keyboard.one_time || dialog.keyboard !== keyboard) return
  dialog.keyboard = null
  noteChange(world, { groupId: community.groupId, userId: dialog.userId })
}

const effectByType: Readonly<Record<string, (press: Press) => Record<string, unknown>>> = {
  text: pressText,
  callback: pressCallback,
  location: pressLocation,
  open_link: ({ action }) => ({ link: action['link'] }),
  open_app: ({ action }) => ({ appId: action['app_id'], ownerId: action['owner_id'], hash: action['hash'] }),
  vkpay: ({ action }) => ({ hash: action['hash'] }),
}

function pressText({ world, community, dialog, action }: Press): Record<string, unknown> {
  const { message, eventId } = writeFromUser(world, community, dialog.userId, {
    text: String(action['label']),
    payload: payloadText(action) ?? '{}',
  })
  return { cmid: message.cmid, eventId }
}

function pressLocation({ world, community, dialog, action, geo }: Press): Record<string, unknown> {
  const { message, eventId } = writeFromUser(world, community, dialog.userId, {
    text: '',
    geo,
    payload: payloadText(action),
  })
  return { cmid: message.cmid, eventId }
}

const answerMs = 60_000

/** The payload of this event is a value, while payloads of messages are texts. */
function pressCallback({ world, community, dialog, action, cmid }: Press): Record<string, unknown> {
  const eventId = world.random.hex(12)
  const expiresAtMs = nowMs(world) + answerMs
  for (const stale of dialog.pendingPresses.values()) {
    if (stale.expiresAtMs < nowMs(world)) dialog.pendingPresses.delete(stale.eventId)
  }
  dialog.pendingPresses.set(eventId, { eventId, cmid, expiresAtMs })
  const payload: unknown = JSON.parse(payloadText(action) ?? '{}')
  emit(world, community, 'message_event', {
    user_id: dialog.userId,
    peer_id: dialog.userId,
    event_id: eventId,
    payload,
    ...(cmid === 0 ? {} : { conversation_message_id: cmid }),
  })
  return { eventId }
}

function payloadText(action: ButtonAction): string | null {
  const { payload } = action
  return typeof payload === 'string' ? payload : null
}
