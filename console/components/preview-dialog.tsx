import { Button } from '@vkontakte/vkui/dist/cssm'
import { useEffect, useState } from 'react'
import type { DraftCheck, GivenResult, TicketPage } from '../../src/web/api/schemas.ts'
import { useConsole } from '../hooks/console-context.ts'
import type { Others } from '../hooks/use-presence.ts'
import { type Chosen, ResultChoice, resultOf } from './result-choice.tsx'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly text: string
  readonly others: Others
  readonly onTakeBetter: (text: string) => void
  readonly onSend: (result: GivenResult) => void
  readonly onClose: () => void
}

/** The answer as the citizen reads it, and advice. Who else is at it is said before it is too late. */
export function PreviewDialog({ ticket, text, others, onTakeBetter, onSend, onClose }: Props) {
  const check = useCheck(ticket.id, text)
  const [chosen, setChosen] = useState<Chosen>({ kind: null, until: '', reason: '' })
  const result = resultOf(chosen)
  return (
    <Sheet title="Так это увидит житель" onClose={onClose}>
      <AlsoHere ticket={ticket} others={others} />
      <div className="preview">
        <p>Ответ на обращение № {ticket.id}:</p>
        <p className="said">{text}</p>
        <p>— {ticket.signature}</p>
      </div>
      {check !== null && <Remarks check={check} onTakeBetter={onTakeBetter} />}
      <ResultChoice chosen={chosen} onChoose={setChosen} promise={ticket.promise} />
      <div className="actions">
        <Button
          size="l"
          stretched
          disabled={result === null || check?.isSendable === false}
          onClick={() => (result === null ? undefined : onSend(result))}
        >
          Отправить
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Исправить
        </Button>
      </div>
    </Sheet>
  )
}

function AlsoHere({ ticket, others }: Pick<Props, 'ticket' | 'others'>) {
  const { takenBy } = ticket
  const writing = others.filter(({ isWriting }) => isWriting).map(({ name }) => name)
  if (writing.length > 0)
    return (
      <p className="warning">
        Прямо сейчас ответ пишет {writing.join(', ')}. Договоритесь, чтобы житель не получил два ответа.
      </p>
    )
  if (takenBy === null || takenBy.isMe) return null
  return (
    <p className="warning">Обращением занимается {takenBy.name}. Проверьте, что вы не ответите дважды.</p>
  )
}

/** Without a network there is no advice, and the answer can be written all the same. */
function useCheck(id: number, text: string): DraftCheck | null {
  const { client } = useConsole()
  const [check, setCheck] = useState<DraftCheck | null>(null)
  useEffect(() => {
    client.check(id, text).then(setCheck, () => setCheck(null))
  }, [client, id, text])
  return check
}

function Remarks({ check, onTakeBetter }: { readonly check: DraftCheck } & Pick<Props, 'onTakeBetter'>) {
  const { remarks, better } = check
  if (remarks.length === 0) return <p className="remarks-none">Замечаний нет: ответ понятный.</p>
  return (
    <section className="remarks" aria-label="Совет перед отправкой">
      <p>Совет перед отправкой</p>
      <ul>
        {remarks.map(({ kind, advice }) => (
          <li key={kind}>{advice}</li>
        ))}
      </ul>
      {better !== null && (
        <details>
          <summary>Можно проще</summary>
          <p className="said">{better}</p>
          <Button size="s" mode="secondary" onClick={() => onTakeBetter(better)}>
            Взять эти слова
          </Button>
        </details>
      )}
    </section>
  )
}
