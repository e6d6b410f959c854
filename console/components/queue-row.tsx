import { memo } from 'react'
import type { QueueItem } from '../../src/web/api/schemas.ts'
import { dueInWords, momentInWords } from '../model/due.ts'

interface Props {
  readonly item: QueueItem
  readonly now: number
  readonly isChosen: boolean
  readonly isFresh: boolean
  readonly href: string
  /** Whether it is marked to be handled with others; null: it is opened. */
  readonly mark: boolean | null
  readonly onMark: ((id: number) => void) | null
}

export const QueueRow = memo(function QueueRow(props: Props) {
  const { item, now, isChosen, isFresh, href, mark, onMark } = props
  const status = statusOf(item, now)
  return (
    <div className="row-frame">
      {mark !== null && (
        <input
          type="checkbox"
          className="row-mark"
          checked={mark}
          aria-label={`Отметить № ${item.id}`}
          onChange={() => onMark?.(item.id)}
        />
      )}
      <a className="row" href={href} aria-current={isChosen ? 'true' : undefined} data-tone={status.tone}>
        <span className="row-top">
          <span className="row-topic">{item.topic ?? 'Тема не определена'}</span>
          <span className="row-number">№ {item.id}</span>
        </span>
        <span className="row-summary">{item.summary}</span>
        <span className="row-bottom">
          <span className="row-due">{status.text}</span>
          {item.priority === 'urgent' && <span className="mark mark-urgent">срочно</span>}
          {item.isWaiting && <span className="mark">ждём жителя</span>}
          {isFresh && <span className="mark mark-fresh">новое</span>}
          {item.takenBy !== null && (
            <span className="mark">{item.takenBy.isMe ? 'за вами' : item.takenBy.name}</span>
          )}
        </span>
        {item.place !== null && <span className="row-place">{item.place}</span>}
      </a>
    </div>
  )
})

function statusOf(item: QueueItem, now: number): { readonly text: string; readonly tone: string } {
  if (item.mergedInto !== null) return { text: `соединено с № ${item.mergedInto}`, tone: 'closed' }
  if (item.status === 'withdrawn') return { text: 'житель отозвал', tone: 'closed' }
  if (item.status === 'answered')
    return {
      text:
        item.answeredAt === null
          ? 'отвечено'
          : `отвечено ${momentInWords(item.answeredAt, now, item.timeZone)}`,
      tone: 'closed',
    }
  return dueInWords(item.dueAt, now, item.timeZone)
}
