import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/journal-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { momentTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'

type Journal = z.output<typeof schemas.journal>
type Entry = Journal['entries'][number]

interface Asked {
  readonly person: string
  readonly kind: string
  readonly from: string
  readonly to: string
}

const everything: Asked = { person: '', kind: '', from: '', to: '' }
const queryOf = (asked: Asked): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))

/** Who did what and when: from the event log, which nobody can rewrite. */
export function JournalPage() {
  const [asked, setAsked] = useState(everything)
  const query = queryOf(asked)
  const found = useLoaded<Journal>('/journal', query)
  return (
    <Loading of={found}>
      {(journal) => (
        <>
          <Filters asked={asked} journal={journal} onAsk={setAsked} />
          <Pages
            key={`${new URLSearchParams(query).toString()} ${journal.entries[0]?.key ?? ''}`}
            first={journal}
            query={query}
          />
        </>
      )}
    </Loading>
  )
}

interface FiltersProps {
  readonly asked: Asked
  readonly journal: Journal
  readonly onAsk: (asked: Asked) => void
}

function Filters({ asked, journal, onAsk }: FiltersProps) {
  return (
    <div className="controls">
      <label>
        Кто
        <select value={asked.person} onChange={({ target }) => onAsk({ ...asked, person: target.value })}>
          <option value="">Все сотрудники</option>
          {journal.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Что
        <select value={asked.kind} onChange={({ target }) => onAsk({ ...asked, kind: target.value })}>
          <option value="">Все действия</option>
          {journal.kinds.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        С
        <input
          type="date"
          value={asked.from}
          onChange={({ target }) => onAsk({ ...asked, from: target.value })}
        />
      </label>
      <label>
        По
        <input
          type="date"
          value={asked.to}
          onChange={({ target }) => onAsk({ ...asked, to: target.value })}
        />
      </label>
    </div>
  )
}

interface PagesProps {
  readonly first: Journal
  readonly query: Readonly<Record<string, string>>
}

function Pages({ first, query }: PagesProps) {
  const { client } = useConsole()
  const [more, setMore] = useState<readonly Entry[]>([])
  const [next, setNext] = useState(first.next)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const entries = [...first.entries, ...more]
  const load = async (after: string): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const page = await client.get<Journal>('/journal', { ...query, after })
      setMore((before) => [...before, ...page.entries])
      setNext(page.next)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  if (entries.length === 0) return <p className="quiet">За это время таких действий не было.</p>
  return (
    <>
      <ol className="lines journal" aria-label="Журнал действий">
        {entries.map(({ key, at, text, ticketId }) => (
          <li key={key}>
            <time className="quiet" dateTime={at}>
              {momentTitle(at)}
            </time>
            <span>{text}</span>
            {ticketId !== null && <a href={`#open/${ticketId}`}>№ {ticketId}</a>}
          </li>
        ))}
      </ol>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {next !== null && (
        <Button size="m" mode="secondary" loading={isBusy} onClick={() => void load(next)}>
          Показать ещё
        </Button>
      )}
    </>
  )
}
