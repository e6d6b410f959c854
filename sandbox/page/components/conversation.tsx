import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Community, Message, Person } from '../api/schemas.ts'
import { useDialog } from '../hooks/use-dialog.ts'
import { useOutgoing } from '../hooks/use-outgoing.ts'
import type { KeyboardButton } from '../model/keyboard-layout.ts'
import { Composer } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { MessageLog } from './message-log.tsx'
import { PlaceForm } from './place-form.tsx'
import { EmptyDialog, ForbiddenStrip, ProblemStrip } from './strips.tsx'

interface ConversationProps {
  readonly person: Person
  readonly community: Community
  readonly communities: readonly Community[]
  readonly onOpen: (groupId: number | null) => void
}

/** One dialog: its header, messages, keyboards and the field to write in. */
export function Conversation({ person, community, communities, onOpen }: ConversationProps) {
  const { dialog, refusal } = useDialog(community.groupId, person.userId)
  const outgoing = useOutgoing(community.groupId, person.userId)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isPlacing, setIsPlacing] = useState(false)
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
      if (button.press.kind === 'place') setIsPlacing(true)
      else
        void pressButton({ row: button.row, column: button.column, ...(cmid === undefined ? {} : { cmid }) })
    },
    [pressButton],
  )
  const isForbidden = dialog !== null && !dialog.canWrite && dialog.messages.length > 0
  return (
    <section className="conversation" aria-label={community.name}>
      <ConversationHeader
        community={community}
        canWrite={dialog?.canWrite ?? null}
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
      {refusal !== null && <ProblemStrip sentence={refusal} />}
      {dialog?.messages.length === 0 && <EmptyDialog onStart={outgoing.sendStart} />}
      {isForbidden && <ForbiddenStrip onAllow={() => outgoing.permit(true)} />}
      {outgoing.problem !== null && (
        <ProblemStrip sentence={outgoing.problem} onClose={outgoing.clearProblem} />
      )}
      {isPlacing && <PlaceForm onSend={outgoing.sendPlace} onClose={() => setIsPlacing(false)} />}
      <Composer
        field={field}
        outgoing={outgoing}
        communityName={community.name}
        keyboard={dialog?.keyboard ?? null}
        onPress={press}
        onPlace={() => setIsPlacing(true)}
      />
    </section>
  )
}

/** With a mouse the field is ready for typing; on a phone that would open the keyboard over the conversation. */
function useFocusOnce(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [field])
}
