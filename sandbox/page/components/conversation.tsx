import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Community, Message, Person } from '../api/schemas.ts'
import type { DialogView } from '../api/dialog-feed.ts'
import { useDialog } from '../hooks/use-dialog.ts'
import { useOutgoing, type ButtonPlace } from '../hooks/use-outgoing.ts'
import type { KeyboardButton } from '../model/keyboard-layout.ts'
import { Composer } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { MessageLog } from './message-log.tsx'
import { PlaceForm } from './place-form.tsx'
import { isForbidden, Notices } from './notices.tsx'

interface ConversationProps {
  readonly person: Person
  readonly community: Community
  readonly communities: readonly Community[]
  readonly onOpen: (groupId: number | null) => void
  readonly onChangePerson: () => void
}

/** A place is being chosen: for a button of the bot, or for a message of its own. */
interface Placing {
  readonly press: ButtonPlace | null
}

/** One dialog: its header, messages, keyboards and the field to write in. */
export function Conversation({ person, community, communities, onOpen, onChangePerson }: ConversationProps) {
  const { dialog, refusal } = useDialog(community.groupId, person.userId)
  const outgoing = useOutgoing(community.groupId, person.userId)
  const field = useRef<HTMLTextAreaElement>(null)
  const [placing, setPlacing] = useState<Placing | null>(null)
  useFocusOnce(field)
  const { setReplyTo, press: pressButton } = outgoing
  const reply = useCallback(
    (message: Message) => {
      setReplyTo(message)
      field.current?.focus()
    },
    [setReplyTo],
  )
  const press = useCallback(
    (button: KeyboardButton, cmid?: number) => {
      const press = { row: button.row, column: button.column, ...(cmid === undefined ? {} : { cmid }) }
      if (button.press.kind === 'place') setPlacing({ press })
      else void pressButton(press)
    },
    [pressButton],
  )
  return (
    <section className="conversation" aria-label={community.name}>
      <ConversationHeader
        community={community}
        person={person}
        canWrite={dialog?.canWrite ?? null}
        note={noteOf(dialog)}
        onChangePerson={onChangePerson}
        onBack={() => onOpen(null)}
        onPermit={outgoing.permit}
      />
      <MessageLog
        dialog={dialog}
        community={community}
        communities={communities}
        onReply={reply}
        onPress={press}
        onOpen={onOpen}
      />
      <Notices dialog={dialog} refusal={refusal} outgoing={outgoing} />
      {placing !== null && (
        <PlaceForm
          onSend={(geo) => outgoing.sendPlace(geo, placing.press)}
          onClose={() => setPlacing(null)}
        />
      )}
      <Composer
        field={field}
        outgoing={outgoing}
        communityName={community.name}
        keyboard={dialog?.keyboard ?? null}
        onPress={press}
        onPlace={() => setPlacing({ press: null })}
      />
    </section>
  )
}

/** With a mouse the field is ready for typing; on a phone that would open the keyboard over the conversation. */
function useFocusOnce(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const wasOpenedByPerson = document.activeElement !== document.body
    if (wasOpenedByPerson && matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [field])
}

function noteOf(dialog: DialogView | null): string {
  if (isForbidden(dialog)) return 'не может писать вам'
  return dialog?.isTyping === true ? 'печатает…' : 'сообщество'
}
