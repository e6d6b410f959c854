/** A keyboard in VK's form as rows to draw: each button with its place, colour and what a press does. */
import type { Button, Keyboard } from '../api/schemas.ts'

type ButtonColour = 'primary' | 'secondary' | 'positive' | 'negative'

export interface KeyboardButton {
  readonly row: number
  readonly column: number
  readonly label: string
  readonly colour: ButtonColour
  readonly press: ButtonPress
}

/** `link` opens an address as well as telling the sandbox nothing; `place` asks where before it sends. */
type ButtonPress =
  | { readonly kind: 'press' }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'place' }
  | { readonly kind: 'nothing' }

const colours: readonly ButtonColour[] = ['primary', 'secondary', 'positive', 'negative']

export function keyboardRows(keyboard: Keyboard): readonly (readonly KeyboardButton[])[] {
  return keyboard.buttons
    .map((buttons, row) => buttons.map((button, column) => keyboardButton(button, row, column)))
    .filter((buttons) => buttons.length > 0)
}

/** VK clears a keyboard by sending one without buttons. */
export function hasButtons(keyboard: Keyboard | null | undefined): keyboard is Keyboard {
  return keyboard?.buttons.some((row) => row.length > 0) ?? false
}

function keyboardButton(button: Button, row: number, column: number): KeyboardButton {
  return {
    row,
    column,
    label: button.action.label ?? defaultLabel(button.action.type),
    colour: colours.find((colour) => colour === button.color) ?? 'secondary',
    press: buttonPress(button),
  }
}

function buttonPress({ action }: Button): ButtonPress {
  switch (action.type) {
    case 'text':
    case 'callback':
      return { kind: 'press' }
    case 'location':
      return { kind: 'place' }
    case 'open_link':
      return action.link !== undefined && /^https?:\/\//.test(action.link)
        ? { kind: 'link', url: action.link }
        : { kind: 'nothing' }
    default:
      return { kind: 'nothing' }
  }
}

function defaultLabel(type: string): string {
  switch (type) {
    case 'location':
      return 'Отправить место'
    case 'open_app':
      return 'Открыть приложение'
    case 'vkpay':
      return 'Оплатить через VK Pay'
    default:
      return 'Кнопка'
  }
}
