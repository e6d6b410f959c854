import type { Community, Person } from '../api/schemas.ts'
import { fullName } from '../model/people.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'

interface ConversationHeaderProps {
  readonly community: Community
  readonly person: Person
  /** Null while the dialog loads. */
  readonly canWrite: boolean | null
  readonly note: string
  readonly onChangePerson: () => void
  readonly onBack: () => void
  readonly onPermit: (isAllowed: boolean) => Promise<boolean>
}

export function ConversationHeader({
  community,
  person,
  canWrite,
  note,
  onChangePerson,
  onBack,
  onPermit,
}: ConversationHeaderProps) {
  const permission =
    canWrite === true ? 'Запретить сообщения от сообщества' : 'Разрешить сообщения от сообщества'
  return (
    <header className="conversation-header">
      <button type="button" className="icon-button back" aria-label="К списку диалогов" onClick={onBack}>
        <Icon name="back" />
      </button>
      <Avatar id={community.groupId} name={community.name} size="small" />
      <div className="conversation-title">
        <h2>{community.name}</h2>
        <span className="note">{note}</span>
      </div>
      {canWrite !== null && (
        <button
          type="button"
          className="icon-button"
          aria-label={permission}
          title={permission}
          onClick={() => void onPermit(!canWrite)}
        >
          <Icon name={canWrite ? 'bell' : 'bellOff'} />
        </button>
      )}
      <button
        type="button"
        className="me"
        aria-haspopup="dialog"
        aria-label={`Вы пишете за: ${fullName(person)}. Сменить`}
        title={`Вы пишете за: ${fullName(person)}`}
        onClick={onChangePerson}
      >
        <Avatar id={person.userId} name={fullName(person)} size="small" />
      </button>
    </header>
  )
}
