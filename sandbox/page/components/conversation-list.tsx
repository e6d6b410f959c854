import { useState } from 'react'
import type { Community, DialogSummary } from '../api/schemas.ts'
import { useDialogs } from '../hooks/use-dialogs.ts'
import { useNow } from '../hooks/use-now.ts'
import { useUnread } from '../hooks/use-read-marks.ts'
import { conversationRows, type ConversationRow } from '../model/conversations.ts'
import { listLabel } from '../model/date-labels.ts'
import { plainMessageText } from '../model/text-parts.ts'
import { Avatar } from './avatar.tsx'
import { SearchField } from './search-field.tsx'

interface ConversationListProps {
  readonly userId: number
  readonly communities: readonly Community[]
  readonly openGroupId: number | null
  readonly onOpen: (groupId: number) => void
}

export function ConversationList({ userId, communities, openGroupId, onOpen }: ConversationListProps) {
  const [search, setSearch] = useState('')
  const dialogs = useDialogs(userId)
  const isUnread = useUnread(userId, dialogs, openGroupId)
  const nowMs = useNow()
  const rows = conversationRows(communities, dialogs, search)
  return (
    <nav className="conversations" aria-label="Диалоги">
      <SearchField label="Поиск сообщества" value={search} onChange={setSearch} />
      <ul>
        {rows.map((row) => (
          <li key={row.community.groupId}>
            <button
              type="button"
              className="row"
              aria-current={row.community.groupId === openGroupId}
              onClick={() => onOpen(row.community.groupId)}
            >
              <Avatar id={row.community.groupId} name={row.community.name} size="medium" />
              <RowText row={row} nowMs={nowMs} isUnread={row.dialog !== null && isUnread(row.dialog)} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="nothing-found">Такого сообщества нет</p>}
    </nav>
  )
}

function RowText({
  row,
  nowMs,
  isUnread,
}: {
  readonly row: ConversationRow
  readonly nowMs: number
  readonly isUnread: boolean
}) {
  const { community, dialog } = row
  return (
    <span className="row-text">
      <span className="row-line">
        <span className="row-title">{community.name}</span>
        {dialog !== null && <time className="row-time">{listLabel(dialog.lastMessage.date, nowMs)}</time>}
      </span>
      <span className="row-line">
        <span className="note">{dialog === null ? communityNote(community) : lastText(dialog)}</span>
        {isUnread && <span className="unread" role="img" aria-label="Есть новые сообщения" />}
      </span>
    </span>
  )
}

function lastText({ lastMessage }: DialogSummary): string {
  const text = lastMessage.text === '' ? 'Вложение' : plainMessageText(lastMessage.text)
  return lastMessage.from === 'user' ? `Вы: ${text}` : text
}

function communityNote({ purpose }: Community): string {
  return purpose === 'staff' ? 'Для сотрудников' : 'Сообщество'
}
