import type { Community } from '../api/schemas.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'

interface ConversationHeaderProps {
  readonly community: Community
  /** Null while the dialog loads. */
  readonly canWrite: boolean | null
  readonly onBack: () => void
  readonly onPermit: (isAllowed: boolean) => Promise<boolean>
}

export function ConversationHeader({ community, canWrite, onBack, onPermit }: ConversationHeaderProps) {
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
        <span className="note">{canWrite === false ? 'не может писать вам' : 'сообщество'}</span>
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
    </header>
  )
}
