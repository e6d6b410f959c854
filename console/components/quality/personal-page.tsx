import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/journal-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { dayTitle, momentTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'
import { Sheet } from '../sheet.tsx'

type Requests = z.output<typeof schemas.personalRequests>
type Person = z.output<typeof schemas.personKnown>

const reasons = {
  request: 'Просьба жителя боту',
  operator: 'Обращение к оператору',
  retention: 'Истёк срок хранения',
} as const

/** «Что вы обо мне знаете» and «Удалить мои данные»: what was asked, by when, and what was done. */
export function PersonalPage() {
  const found = useLoaded<Requests>('/personal-requests')
  return (
    <>
      <PaperRequest onErased={found.retry} />
      <section className="block">
        <h2>Просьбы и акты</h2>
        <Loading of={found}>
          {({ requests }) =>
            requests.length === 0 ? (
              <p className="quiet">Никто ещё не просил удалить свои данные.</p>
            ) : (
              <ul className="lines acts">
                {requests.map((request) => (
                  <li key={request.id}>
                    <span>
                      {reasons[request.reason]} — {momentTitle(request.requestedAt)}
                      {request.askedBy !== null && (
                        <span className="quiet"> · внёс(ла) {request.askedBy}</span>
                      )}
                    </span>
                    <State request={request} />
                    <details>
                      <summary>Акт № {request.id}</summary>
                      <p>{request.act}</p>
                      <button
                        className="link"
                        onClick={() => void navigator.clipboard.writeText(request.act)}
                      >
                        Скопировать акт
                      </button>
                    </details>
                  </li>
                ))}
              </ul>
            )
          }
        </Loading>
      </section>
    </>
  )
}

function State({ request }: { readonly request: Requests['requests'][number] }) {
  const { doneAt, lastDay, isLate } = request
  if (doneAt !== null) return <span className="well">Исполнено {momentTitle(doneAt)}</span>
  if (isLate && lastDay !== null) return <span className="problem">Срок вышел {dayTitle(lastDay)}</span>
  return (
    <span className="warning">
      Исполняется: ждём, пока уйдут последние сообщения.
      {lastDay !== null && ` По закону — до ${dayTitle(lastDay)}.`}
    </span>
  )
}

/** Somebody asks on paper or at the counter. */
function PaperRequest({ onErased }: { readonly onErased: () => void }) {
  const { client } = useConsole()
  const [number, setNumber] = useState('')
  const [person, setPerson] = useState<Person | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const look = async (): Promise<void> => {
    setPerson(null)
    setSaid(null)
    try {
      setPerson(await client.get<Person>(`/personal-requests/people/${Number(number)}`))
    } catch (error) {
      setSaid(sentenceOf(error))
    }
  }
  return (
    <section className="block" aria-label="Просьба на бумаге">
      <h2>Просят на бумаге или лично</h2>
      <p className="quiet">
        Проверьте документ и страницу человека. Ответить и удалить нужно за десять рабочих дней (152-ФЗ).
      </p>
      <form
        className="controls"
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <label>
          Номер страницы ВКонтакте
          <input
            inputMode="numeric"
            pattern="[1-9][0-9]{0,11}"
            required
            value={number}
            onChange={({ target }) => setNumber(target.value)}
          />
        </label>
        <Button size="m" type="submit">
          Показать, что хранится
        </Button>
      </form>
      {said !== null && <p role="status">{said}</p>}
      {person !== null && <Known person={person} onErase={() => setAsking(true)} />}
      {isAsking && (
        <EraseDialog
          userId={Number(number)}
          onClose={() => setAsking(false)}
          onAsked={(actId) => {
            setAsking(false)
            setPerson(null)
            setSaid(`Принято, акт № ${actId}. Данные удалятся, как только уйдут последние сообщения.`)
            onErased()
          }}
        />
      )}
    </section>
  )
}

function Known({ person, onErase }: { readonly person: Person; readonly onErase: () => void }) {
  const { name, since, tickets, open, messages, files, joined, readers, words } = person
  return (
    <div className="stack">
      <p>
        {name ?? 'Имя неизвестно'}. Пишет с {momentTitle(since)}. Обращений: {tickets} (открыто: {open}),
        сообщений: {messages}, файлов: {files}, присоединений к чужим: {joined}.
      </p>
      <p>Читают: {readers.length === 0 ? 'никто' : readers.join(', ')}.</p>
      {words.length > 0 && (
        <details>
          <summary>Слова человека ({words.length})</summary>
          <ul className="lines">
            {words.map(({ ticketId, text }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes
              <li key={index}>
                № {ticketId}: {text}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Button size="m" appearance="negative" mode="secondary" onClick={onErase}>
        Удалить всё об этом человеке
      </Button>
    </div>
  )
}

interface EraseProps {
  readonly userId: number
  readonly onClose: () => void
  readonly onAsked: (actId: number) => void
}

function EraseDialog({ userId, onClose, onAsked }: EraseProps) {
  const { client } = useConsole()
  const [repeated, setRepeated] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const erase = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const body = { userId, repeatedUserId: Number(repeated) }
      onAsked((await client.post<{ readonly actId: number }>('/personal-requests', body)).actId)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title="Удалить данные без возврата?" onClose={onClose}>
      <p>
        Слова, файлы и имя исчезнут, открытые обращения закроются, если их не ждут другие. Останутся номера,
        даты и показатели. Отменить нельзя.
      </p>
      <label className="field">
        Повторите номер страницы
        <input inputMode="numeric" value={repeated} onChange={({ target }) => setRepeated(target.value)} />
      </label>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Button
        size="l"
        stretched
        appearance="negative"
        loading={isBusy}
        disabled={repeated !== String(userId)}
        onClick={() => void erase()}
      >
        Удалить
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Не удалять
      </Button>
    </Sheet>
  )
}
