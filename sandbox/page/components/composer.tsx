import { useLayoutEffect, useState, type KeyboardEvent, type RefObject } from 'react'
import type { Keyboard } from '../api/schemas.ts'
import type { Outgoing } from '../hooks/use-outgoing.ts'
import { hasButtons, type KeyboardButton } from '../model/keyboard-layout.ts'
import { plainMessageText } from '../model/text-parts.ts'
import { AttachButton } from './attach-button.tsx'
import { ChosenPhotos } from './chosen-photos.tsx'
import { Icon } from './icons.tsx'
import { KeyboardView } from './keyboard-view.tsx'

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly outgoing: Outgoing
  readonly communityName: string
  readonly keyboard: Keyboard | null
  readonly onPress: (button: KeyboardButton) => void
  readonly onPlace: () => void
}

/** The field to write in, what goes with the message, and the bot's keyboard below it. */
export function Composer({ field, outgoing, communityName, keyboard, onPress, onPlace }: ComposerProps) {
  const [hidden, setHidden] = useState<Keyboard | null>(null)
  // Hiding is about this keyboard: the next one the bot sends is shown again, as in VK.
  const isKeyboardShown = keyboard !== hidden
  useGrowingHeight(field)
  return (
    <form
      className="composer"
      aria-label="Новое сообщение"
      onSubmit={(event) => {
        event.preventDefault()
        void outgoing.sendDraft()
      }}
    >
      <ReplyStrip outgoing={outgoing} communityName={communityName} />
      <ChosenPhotos photos={outgoing.photos} onRemove={outgoing.removePhoto} />
      <div className="composer-line">
        <AttachButton onPhotos={outgoing.addPhotos} onPlace={onPlace} />
        <div className="field-frame">
          <TextField field={field} outgoing={outgoing} />
          {hasButtons(keyboard) && (
            <button
              type="button"
              className="icon-button"
              aria-pressed={isKeyboardShown}
              aria-label={isKeyboardShown ? 'Скрыть клавиатуру бота' : 'Показать клавиатуру бота'}
              onClick={() => setHidden(isKeyboardShown ? keyboard : null)}
            >
              <Icon name="keyboard" />
            </button>
          )}
        </div>
        <button
          type="submit"
          className="icon-button send"
          aria-label="Отправить"
          disabled={!outgoing.canSend}
        >
          <Icon name="send" />
        </button>
      </div>
      {hasButtons(keyboard) && isKeyboardShown && (
        <KeyboardView keyboard={keyboard} kind="bottom" onPress={onPress} />
      )}
    </form>
  )
}

function TextField({ field, outgoing }: Pick<ComposerProps, 'field' | 'outgoing'>) {
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key === 'Escape') outgoing.setReplyTo(null)
    // Enter that ends a composed character (an input method) is not a sending one.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void outgoing.sendDraft()
  }
  return (
    <textarea
      ref={field}
      rows={1}
      maxLength={4096}
      aria-label="Сообщение"
      placeholder="Сообщение"
      value={outgoing.text}
      onChange={(event) => outgoing.changeText(() => event.target.value)}
      onKeyDown={sendOnEnter}
      onPaste={(event) => {
        const files = [...event.clipboardData.files]
        if (files.length === 0) return
        event.preventDefault()
        outgoing.addPhotos(files)
      }}
    />
  )
}

function ReplyStrip({ outgoing, communityName }: Pick<ComposerProps, 'outgoing' | 'communityName'>) {
  const { replyTo } = outgoing
  if (replyTo === null) return null
  return (
    <div className="reply-strip">
      <Icon name="reply" size={20} />
      <span className="quote">
        <span className="quote-author">{replyTo.from === 'user' ? 'Вы' : communityName}</span>
        <span className="quote-text">
          {replyTo.text === '' ? 'Вложение' : plainMessageText(replyTo.text)}
        </span>
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label="Не отвечать на это сообщение"
        onClick={() => outgoing.setReplyTo(null)}
      >
        <Icon name="close" size={20} />
      </button>
    </div>
  )
}

/** The field grows with its text, whoever changed it; the style bounds it. */
function useGrowingHeight(field: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.setProperty('height', 'auto')
    element.style.setProperty('height', `${element.scrollHeight}px`)
  })
}
