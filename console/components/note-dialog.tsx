import { Button, Textarea } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { sentenceOf } from '../api/client.ts'
import { useConsole } from '../hooks/console-context.ts'
import { keepDraft, readDraft } from '../model/drafts.ts'
import { randomKey } from '../model/random-key.ts'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly onSaved: (ticket: TicketPage | null) => void
  readonly onClose: () => void
}

export function NoteDialog({ ticket, onSaved, onClose }: Props) {
  const { client } = useConsole()
  const [text, setText] = useState(() => readDraft(ticket.id, 'note'))
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [key] = useState(randomKey)
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const acted = await client.note(ticket.id, { text: text.trim(), key })
      keepDraft(ticket.id, 'note', '')
      onSaved(acted.ticket)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title="Заметка для коллег" onClose={onClose}>
      <Textarea
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          keepDraft(ticket.id, 'note', event.target.value)
        }}
        placeholder="Житель её не увидит"
        slotProps={{ textArea: { 'aria-label': 'Заметка для коллег' } }}
        maxLength={4_000}
        rows={4}
      />
      <Call
        colleagues={ticket.colleagues}
        onCall={(name) => {
          const next = `${text.trimEnd()} @${name} `.trimStart()
          setText(next)
          keepDraft(ticket.id, 'note', next)
        }}
      />
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button size="l" stretched loading={isBusy} disabled={text.trim() === ''} onClick={() => void save()}>
          Сохранить
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Закрыть
        </Button>
      </div>
    </Sheet>
  )
}

interface CallProps {
  readonly colleagues: readonly string[]
  readonly onCall: (name: string) => void
}

function Call({ colleagues, onCall }: CallProps) {
  if (colleagues.length === 0) return null
  return (
    <label className="record-field">
      Позвать коллегу (получит заметку во ВКонтакте)
      <select value="" onChange={({ target }) => onCall(target.value)}>
        <option value="">Выберите</option>
        {colleagues.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
