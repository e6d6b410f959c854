import { useState } from 'react'
import type { Person, SandboxState } from '../api/schemas.ts'
import type { PaneAddress, Side } from '../model/address.ts'
import { defaultGroupId } from '../model/default-address.ts'
import { fullName, personNote } from '../model/people.ts'
import { Avatar } from './avatar.tsx'
import { Conversation } from './conversation.tsx'
import { ConversationList } from './conversation-list.tsx'
import { Icon } from './icons.tsx'
import { PersonPicker } from './person-picker.tsx'

interface PaneProps {
  readonly side: Side
  readonly isShown: boolean
  readonly pane: PaneAddress
  readonly state: SandboxState
  readonly onOpen: (pane: PaneAddress) => void
}

/** One person's messenger: who they are, their dialogs and the open conversation. */
export function Pane({ side, isShown, pane, state, onOpen }: PaneProps) {
  const [isPicking, setIsPicking] = useState(false)
  const person = state.users.find((user) => user.userId === pane.userId)
  const community = state.communities.find(({ groupId }) => groupId === pane.groupId)
  if (person === undefined) return null
  const openGroup = (groupId: number | null) => onOpen({ userId: pane.userId, groupId })
  const label = side === 'left' ? 'Первый собеседник' : 'Второй собеседник'
  return (
    <section
      className="pane"
      data-side={side}
      data-shown={isShown}
      data-open={community !== undefined}
      aria-label={`${label}: ${fullName(person)}`}
    >
      <div className="pane-list">
        <Who person={person} onChange={() => setIsPicking(true)} />
        <ConversationList
          key={person.userId}
          userId={person.userId}
          communities={state.communities}
          openGroupId={pane.groupId}
          onOpen={openGroup}
        />
      </div>
      {community === undefined ? (
        <p className="nothing-open">Выберите сообщество, чтобы написать ему</p>
      ) : (
        <Conversation
          key={`${person.userId}:${community.groupId}`}
          person={person}
          community={community}
          communities={state.communities}
          onOpen={openGroup}
          onChangePerson={() => setIsPicking(true)}
        />
      )}
      {isPicking && (
        <PersonPicker
          people={state.users}
          currentId={person.userId}
          onClose={() => setIsPicking(false)}
          onPick={(userId) => {
            setIsPicking(false)
            const role = state.users.find((user) => user.userId === userId)?.role ?? 'citizen'
            onOpen({ userId, groupId: defaultGroupId(role, state.communities) })
          }}
        />
      )}
    </section>
  )
}

/** Who is sitting here, and the way to become somebody else. */
function Who({ person, onChange }: { readonly person: Person; readonly onChange: () => void }) {
  return (
    <button type="button" className="who" aria-haspopup="dialog" title="Сменить человека" onClick={onChange}>
      <Avatar id={person.userId} name={fullName(person)} size="small" />
      <span className="who-text">
        <span className="who-name">{fullName(person)}</span>
        <span className="note">{personNote(person)}</span>
      </span>
      <Icon name="chevron" size={20} />
    </button>
  )
}
