/**
 * Buttons in VK's terms, checked against VK's documented limits before anything is stored: a keyboard that VK
 * refuses (error 911) would cost the person the text as well.
 *
 * @see VK documentation, "Клавиатуры для ботов" (dev.vk.com, read 2026): inline ≤ 6 rows and 10 buttons, plain
 * ≤ 10 rows and 40 buttons, 5 in a row, label ≤ 40 characters, payload ≤ 255.
 */
import { cutText } from './split-text.ts'

export type ButtonColor = 'primary' | 'secondary' | 'positive' | 'negative'

export type Button =
  | {
      readonly type: 'text'
      readonly label: string
      readonly payload: ButtonPayload
      readonly color?: ButtonColor
    }
  | { readonly type: 'location'; readonly payload: ButtonPayload }
  | { readonly type: 'link'; readonly label: string; readonly url: string }

/** Short keys: `c` names the command, the rest are its few parameters. */
export type ButtonPayload = Readonly<Record<string, string | number>> & { readonly c: string }

export interface Keyboard {
  readonly inline: boolean
  readonly rows: readonly (readonly Button[])[]
}

export const labelLengthMax = 40
const payloadLengthMax = 255
const limits = { inline: { rows: 6, buttons: 10 }, plain: { rows: 10, buttons: 40 } } as const
const rowLengthMax = 5

/** What VK would refuse, in words; empty when the keyboard is sound. */
export function keyboardProblems(keyboard: Keyboard): readonly string[] {
  const limit = keyboard.inline ? limits.inline : limits.plain
  const buttons = keyboard.rows.flat()
  return [
    ...(keyboard.rows.length > limit.rows ? [`${keyboard.rows.length} rows`] : []),
    ...(buttons.length > limit.buttons ? [`${buttons.length} buttons`] : []),
    ...(keyboard.inline && buttons.length === 0 ? ['no buttons under a message'] : []),
    ...(keyboard.rows.some((row) => row.length === 0) ? ['an empty row'] : []),
    ...(keyboard.rows.some((row) => row.length > rowLengthMax) ? ['more than 5 buttons in a row'] : []),
    ...buttons.flatMap(buttonProblems),
  ]
}

/** Cuts a label to VK's limit at a word where it can, with an ellipsis. */
export function fitLabel(label: string): string {
  if (label.length <= labelLengthMax) return label
  const cut = cutText(label, labelLengthMax - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > labelLengthMax / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}

/** The form VK expects in the `keyboard` parameter. */
export function keyboardJson(keyboard: Keyboard): string {
  return JSON.stringify({
    ...(keyboard.inline ? { inline: true } : { one_time: false }),
    buttons: keyboard.rows.map((row) => row.map(buttonJson)),
  })
}

function buttonProblems(button: Button): readonly string[] {
  const label = button.type === 'location' ? 'x' : button.label
  const payload = button.type === 'link' ? '' : JSON.stringify(button.payload)
  return [
    ...(label.length < 1 || label.length > labelLengthMax ? [`a label of ${label.length} characters`] : []),
    ...(payload.length > payloadLengthMax ? ['a payload over 255 characters'] : []),
    ...(button.type === 'link' && !isLink(button.url) ? ['a link that is none'] : []),
  ]
}

/** Without `URL`, which the rules do not have: a scheme, a host, and nothing that VK would not take in between. */
const isLink = (url: string): boolean => /^https?:\/\/[^\s/?#]+\.[^\s]*$/u.test(url)

function buttonJson(button: Button): object {
  switch (button.type) {
    case 'text':
      return {
        action: { type: 'text', label: button.label, payload: JSON.stringify(button.payload) },
        color: button.color ?? 'secondary',
      }
    case 'location':
      return { action: { type: 'location', payload: JSON.stringify(button.payload) } }
    case 'link':
      return { action: { type: 'open_link', label: button.label, link: button.url } }
  }
}
