import { Button, Textarea } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/map-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { plural } from '../../model/plural.ts'
import { Sheet } from '../sheet.tsx'
import { useToast } from '../toasts.tsx'
import type { TopicMap } from './map-screen.tsx'

type Incident = TopicMap['incidents'][number]
type Answered = z.output<typeof schemas.incidentAnswered>

interface Props {
  readonly incidents: readonly Incident[]
  readonly onDone: () => void
}

/** Many people, one trouble: one answer for all. */
export function Incidents({ incidents, onDone }: Props) {
  const [answered, setAnswered] = useState<Incident | null>(null)
  const { client } = useConsole()
  const tell = useToast()
  const dismiss = (id: number): void => {
    client.post<Answered>(`/incidents/${id}/dismiss`, {}).then(onDone, (error: unknown) => {
      tell(sentenceOf(error))
      onDone()
    })
  }
  if (incidents.length === 0) return <p>Общих проблем сейчас нет.</p>
  return (
    <section aria-label="Общие проблемы">
      <ul className="cards">
        {incidents.map((incident) => {
          const { id, topic, municipality, people, expected, told, openTickets } = incident
          return (
            <li key={id} className="card">
              <h2>
                {topic}, {municipality}
              </h2>
              <p>
                Написали {people} {plural(people, 'человек', 'человека', 'человек')}, обычно{' '}
                {Math.round(expected)}. Открыто обращений: {openTickets}.
              </p>
              {told !== null && <p className="quiet">Сказали всем: {told}</p>}
              <Button size="m" onClick={() => setAnswered(incident)}>
                Ответить всем
              </Button>
              <Button size="m" mode="tertiary" onClick={() => dismiss(id)}>
                Это не общая проблема
              </Button>
            </li>
          )
        })}
      </ul>
      {answered !== null && (
        <AnswerAll incident={answered} onClose={() => setAnswered(null)} onDone={onDone} />
      )}
    </section>
  )
}

interface AnswerProps {
  readonly incident: Incident
  readonly onClose: () => void
  readonly onDone: () => void
}

function AnswerAll({ incident, onClose, onDone }: AnswerProps) {
  const { client } = useConsole()
  const tell = useToast()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (closes: boolean): Promise<void> => {
    setBusy(true)
    try {
      const { tickets } = await client.post<Answered>(`/incidents/${incident.id}/answer`, { text, closes })
      tell(`Сообщение ушло: ${tickets} ${plural(tickets, 'обращение', 'обращения', 'обращений')}.`)
      onClose()
      onDone()
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={`Всем: ${incident.topic}`} onClose={onClose}>
      <Textarea
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="Что случилось и когда починят"
        slotProps={{ textArea: { 'aria-label': 'Сообщение для всех' } }}
        maxLength={4_000}
        rows={4}
      />
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button
          size="l"
          stretched
          disabled={text.trim() === ''}
          loading={isBusy}
          onClick={() => void send(false)}
        >
          Сообщить новости
        </Button>
        <Button
          size="l"
          stretched
          mode="outline"
          disabled={text.trim() === ''}
          loading={isBusy}
          onClick={() => void send(true)}
        >
          Решено: ответить и закрыть
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Закрыть окно
        </Button>
      </div>
    </Sheet>
  )
}
