import { Button, Textarea } from '@vkontakte/vkui/dist/cssm'
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import type { GivenResult, TicketPage } from '../../src/web/api/schemas.ts'
import type { OutgoingAnswer } from '../api/answer-sender.ts'
import { useConsole } from '../hooks/console-context.ts'
import type { Presence } from '../hooks/use-presence.ts'
import { keepDraft, readDraft } from '../model/drafts.ts'
import { PreviewDialog } from './preview-dialog.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly presence: Presence
  readonly onRefresh: () => Promise<void>
}

/** The answer: written, looked at as the citizen will see it, and only then sent. */
export function Composer({ ticket, field, presence, onRefresh }: Props) {
  const { sender } = useConsole()
  const outgoing = useSyncExternalStore(sender.watch, sender.list).find(
    ({ ticketId }) => ticketId === ticket.id,
  )
  if (outgoing !== undefined) return <OnItsWay answer={outgoing} />
  const whyNot = refusalFor(ticket)
  if (whyNot !== null) return <NoAnswer ticketId={ticket.id} why={whyNot} />
  return <AnswerField {...{ ticket, field, presence, onRefresh }} />
}

function refusalFor({ status, mayWork, mergedInto }: TicketPage): string | null {
  if (status === 'answered') return 'Жителю ответили.'
  if (mergedInto !== null) return `Соединено с № ${mergedInto}: ответьте там, жителю придёт один ответ.`
  if (status === 'withdrawn') return 'Житель отозвал обращение, отвечать не нужно.'
  return mayWork ? null : 'Вы можете смотреть это обращение, но не отвечать на него.'
}

/** A colleague was quicker: one's own words are not thrown away unasked. */
function NoAnswer({ ticketId, why }: { readonly ticketId: number; readonly why: string }) {
  const [draft, setDraft] = useState(() => readDraft(ticketId, 'answer'))
  const forget = (): void => {
    keepDraft(ticketId, 'answer', '')
    setDraft('')
  }
  return (
    <div className="composer-note">
      <p>{why}</p>
      {draft !== '' && (
        <details className="left-draft">
          <summary>Ваш неотправленный черновик</summary>
          <p className="said">{draft}</p>
          <Button size="s" mode="tertiary" onClick={forget}>
            Удалить черновик
          </Button>
        </details>
      )}
    </div>
  )
}

function AnswerField({ ticket, field, presence, onRefresh }: Props) {
  const { sender } = useConsole()
  const [text, setText] = useState(() => readDraft(ticket.id, 'answer'))
  const [isPreviewed, setPreviewed] = useState(false)
  const { others, setWriting } = presence
  useEffect(() => () => setWriting(false), [setWriting])
  const write = (next: string): void => {
    setText(next)
    setWriting(next.trim() !== '')
    keepDraft(ticket.id, 'answer', next)
  }
  const send = (result: GivenResult): void => {
    setPreviewed(false)
    setWriting(false)
    sender.send({ ticketId: ticket.id, text: text.trim(), result, seenVersion: ticket.version })
  }
  const goOn = (): void => {
    setPreviewed(false)
    void onRefresh()
  }
  return (
    <div className="composer">
      <Textarea
        getRef={field}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '')
            setPreviewed(true)
          if (event.key === 'Escape') field.current?.blur()
        }}
        placeholder="Ответ жителю"
        slotProps={{ textArea: { 'aria-label': 'Ответ жителю' } }}
        maxLength={10_000}
        grow
        rows={2}
        maxHeight={260}
      />
      <Button size="l" disabled={text.trim() === ''} onClick={() => setPreviewed(true)}>
        Посмотреть и отправить
      </Button>
      {isPreviewed && (
        <PreviewDialog
          ticket={ticket}
          text={text.trim()}
          others={others}
          onTakeBetter={write}
          onSend={send}
          onClose={goOn}
        />
      )}
    </div>
  )
}

const states = {
  undo: 'Ответ сейчас уйдёт жителю.',
  sending: 'Отправляю…',
  waiting: 'Связи нет. Ответ сохранён и уйдёт сам, как только она появится.',
} as const

function OnItsWay({ answer }: { readonly answer: OutgoingAnswer }) {
  const { sender } = useConsole()
  return (
    <div className="composer on-its-way" role="status">
      <p>{states[answer.state]}</p>
      {answer.state === 'undo' && (
        <Button size="m" mode="secondary" onClick={() => sender.undo(answer.ticketId)}>
          Отменить
        </Button>
      )}
    </div>
  )
}
