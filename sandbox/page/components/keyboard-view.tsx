import type { Keyboard } from '../api/schemas.ts'
import { keyboardRows, type KeyboardButton } from '../model/keyboard-layout.ts'
import { Icon } from './icons.tsx'

interface KeyboardViewProps {
  readonly keyboard: Keyboard
  readonly kind: 'inline' | 'bottom'
  readonly onPress: (button: KeyboardButton) => void
}

export function KeyboardView({ keyboard, kind, onPress }: KeyboardViewProps) {
  return (
    <div
      className={`keyboard keyboard-${kind}`}
      role="group"
      aria-label={kind === 'inline' ? 'Кнопки сообщения' : 'Клавиатура бота'}
    >
      {keyboardRows(keyboard).map((buttons) => (
        <div key={buttons[0]?.row} className="keyboard-row">
          {buttons.map((button) => (
            <KeyButton key={button.column} button={button} onPress={onPress} />
          ))}
        </div>
      ))}
    </div>
  )
}

function KeyButton({
  button,
  onPress,
}: {
  readonly button: KeyboardButton
  readonly onPress: (button: KeyboardButton) => void
}) {
  const className = `key key-${button.colour}`
  if (button.press.kind === 'link') {
    return (
      <a
        className={className}
        href={button.press.url}
        target="_blank"
        rel="noreferrer noopener"
        onClick={() => onPress(button)}
      >
        <span className="key-label">{button.label}</span>
        <Icon name="link" size={16} />
      </a>
    )
  }
  const isUseless = button.press.kind === 'nothing'
  return (
    <button
      type="button"
      className={className}
      disabled={isUseless}
      title={isUseless ? 'Эта кнопка работает только во ВКонтакте' : undefined}
      onClick={() => onPress(button)}
    >
      {button.press.kind === 'place' && <Icon name="place" size={16} />}
      <span className="key-label">{button.label}</span>
    </button>
  )
}
