/**
 * VK's rules for keyboards and its sentences when they are broken (error 911).
 * @see https://dev.vk.com/ru/api/bots/development/keyboard
 */
import type { Button, ButtonAction, Keyboard } from '../world/keyboard.ts'
import { isRecord, parseJson } from './json.ts'
import { VkError } from './vk-error.ts'

const rowsMax = { plain: 10, inline: 6 }
const buttonsMax = { plain: 40, inline: 10 }
const columnsMax = 5
const labelMax = 40
const payloadMax = 255
const colors = new Set(['primary', 'secondary', 'default', 'negative', 'positive'])

/** Allowed fields of an action; `wide` buttons take the place of several. */
const fieldsByType: Readonly<
  Record<string, { readonly fields: readonly string[]; readonly isColored: boolean }>
> = {
  text: { fields: ['label', 'payload'], isColored: true },
  callback: { fields: ['label', 'payload'], isColored: true },
  open_link: { fields: ['label', 'payload', 'link'], isColored: false },
  location: { fields: ['payload'], isColored: false },
  vkpay: { fields: ['payload', 'hash'], isColored: false },
  open_app: { fields: ['label', 'payload', 'app_id', 'owner_id', 'hash'], isColored: false },
}

/** The keyboard in the form VK gives back, or error 911 with VK's sentence. */
export function parseKeyboard(source: string, groupId: number): Keyboard {
  const keyboard = parseJson(source)
  if (!isRecord(keyboard)) throw invalid('keyboard should be an object')
  const { buttons, one_time: oneTime = false, inline = false } = keyboard
  if (typeof inline !== 'boolean') throw invalid('inline property should be boolean')
  if (typeof oneTime !== 'boolean') throw invalid('one_time property should be boolean')
  if (inline && oneTime) throw invalid('inline keyboard can not be one_time')
  if (!Array.isArray(buttons)) throw invalid('buttons should be an array')
  if (inline && buttons.length === 0) throw invalid('inline keyboard should contain buttons')
  const kind = inline ? 'inline' : 'plain'
  if (buttons.length > rowsMax[kind]) throw invalid('buttons contain too much rows')
  const rows = buttons.map((row: unknown, index) => parseRow(row, index))
  if (rows.reduce((count, row) => count + row.length, 0) > buttonsMax[kind]) {
    throw invalid('keyboard contains too much buttons')
  }
  return { one_time: oneTime, inline, author_id: -groupId, buttons: rows }
}

function parseRow(row: unknown, rowIndex: number): readonly Button[] {
  if (!Array.isArray(row)) throw invalid(`row ${rowIndex} should be an array`)
  if (row.length === 0) throw invalid(`row ${rowIndex} should contain at least 1 button`)
  if (row.length > columnsMax) throw invalid(`row ${rowIndex} contains too much columns`)
  return row.map((button: unknown, column) => parseButton(button, `button [${rowIndex}][${column}]`))
}

function parseButton(button: unknown, place: string): Button {
  if (!isRecord(button) || !isRecord(button['action'])) throw invalid(`${place} should contain action`)
  const { action, color } = button
  const type = action['type']
  const rules = typeof type === 'string' ? fieldsByType[type] : undefined
  if (typeof type !== 'string' || rules === undefined) throw invalid(`${place} has invalid type`)
  if (Object.keys(action).some((field) => field !== 'type' && !rules.fields.includes(field))) {
    throw invalid('action contains unknown fields')
  }
  if (color === undefined)
    return { action: parseAction(action, type, place), ...(rules.isColored ? { color: 'default' } : {}) }
  if (!rules.isColored) throw invalid(`${place} color is not allowed for ${type} button`)
  if (typeof color !== 'string' || !colors.has(color)) throw invalid(`${place} has invalid color`)
  return { action: parseAction(action, type, place), color: color === 'secondary' ? 'default' : color }
}

function parseAction(action: Readonly<Record<string, unknown>>, type: string, place: string): ButtonAction {
  if (type === 'text' || type === 'callback' || type === 'open_link' || type === 'open_app') {
    checkLabel(action['label'], place)
  }
  if (type === 'open_link') checkLink(action['link'], place)
  if (type === 'open_app' && !Number.isInteger(Number(action['app_id'] ?? Number.NaN)))
    throw invalid(`${place} has invalid app_id`)
  if (type === 'vkpay' && typeof action['hash'] !== 'string') throw invalid(`${place} has invalid hash`)
  const payload = parsePayload(action['payload'], place)
  return {
    ...action,
    type,
    ...(payload === null ? {} : { payload }),
    ...(type === 'open_app'
      ? { app_id: Number(action['app_id']), owner_id: Number(action['owner_id'] ?? 0) }
      : {}),
  }
}

function checkLabel(label: unknown, place: string): void {
  if (typeof label !== 'string' || label.length === 0)
    throw invalid(`${place} label should be at least 1 letters length`)
  if (label.length > labelMax) throw invalid(`${place} label should be at most ${labelMax} letters length`)
}

function checkLink(link: unknown, place: string): void {
  const isLink = typeof link === 'string' && /^(?:https?|vk):\/\//.test(link) && URL.canParse(link)
  if (!isLink) throw invalid(`${place} has invalid link`)
}

/** Clients send payloads as JSON text or as a value; VK gives text back. */
function parsePayload(payload: unknown, place: string): string | null {
  if (payload === undefined || payload === '') return null
  if (payload === null) throw invalid(`${place} payload should be JSON`)
  const source = typeof payload === 'string' ? payload : JSON.stringify(payload)
  if (parseJson(source) === undefined) throw invalid(`${place} payload should be JSON`)
  if (source.length > payloadMax)
    throw invalid(`${place} payload should be at most ${payloadMax} letters length`)
  return source
}

function invalid(detail: string): VkError {
  return new VkError(911, detail)
}
