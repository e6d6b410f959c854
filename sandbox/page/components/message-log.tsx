import { memo, useState } from 'react'
import type { Community, Message } from '../api/schemas.ts'
import { useBottomScroll } from '../hooks/use-bottom-scroll.ts'
import type { DialogView } from '../api/dialog-feed.ts'
import { useNow } from '../hooks/use-now.ts'
import type { KeyboardButton } from '../model/keyboard-layout.ts'
import { logLayout } from '../model/log-layout.ts'
import { Icon } from './icons.tsx'
import { MessageRow } from './message-row.tsx'

/** Messages drawn at first and added by each press of «Показать ранние»: a long dialog stays quick. */
const pageSize = 200

interface MessageLogProps {
  /** Null while it loads. */
  readonly dialog: DialogView | null
  readonly community: Community
  readonly communities: readonly Community[]
  readonly onReply: (message: Message) => void
  readonly onPress: (button: KeyboardButton, cmid?: number) => void
  readonly onOpen: (groupId: number) => void
}

/** Drawn anew only when messages change, not on every typed letter. */
export const MessageLog = memo(function MessageLog(props: MessageLogProps) {
  const { box, isAtBottom, scrollToBottom } = useBottomScroll()
  return (
    <div className="log-frame">
      <div
        className="log"
        ref={box}
        role="log"
        aria-live="polite"
        aria-busy={props.dialog === null}
        aria-label={`Сообщения: ${props.community.name}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className="log-content">
          <LogItems {...props} />
        </div>
      </div>
      {!isAtBottom && (
        <button
          type="button"
          className="to-bottom"
          aria-label="К последним сообщениям"
          onClick={scrollToBottom}
        >
          <Icon name="down" size={22} />
        </button>
      )}
    </div>
  )
})

function LogItems({ dialog, ...rowProps }: MessageLogProps) {
  const [shownMax, setShownMax] = useState(pageSize)
  const nowMs = useNow()
  const messages = dialog?.messages ?? []
  return (
    <>
      {messages.length > shownMax && (
        <button type="button" className="earlier" onClick={() => setShownMax(shownMax + pageSize)}>
          Показать ранние
        </button>
      )}
      {logLayout(messages.slice(-shownMax), nowMs).map((item) =>
        item.kind === 'day' ? (
          <div key={item.key} className="day">
            <span>{item.label}</span>
          </div>
        ) : (
          <MessageRow
            key={item.key}
            message={item.message}
            isFirst={item.isFirst}
            isLast={item.isLast}
            {...rowProps}
          />
        ),
      )}
    </>
  )
}
