import { IconButton, Search, Title } from '@vkontakte/vkui/dist/cssm'
import { type RefObject, useEffect, useState } from 'react'
import type { SessionView } from '../../src/web/api/schemas.ts'
import type { QueueView } from '../hooks/use-queue.ts'
import type { Place } from '../model/address.ts'
import { useChosen } from '../hooks/use-chosen.ts'
import { BulkBar } from './bulk-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ExitIcon, HelpIcon } from './icons.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { QueueList } from './queue-list.tsx'

interface Props {
  readonly session: SessionView
  readonly queue: QueueView
  readonly place: Place
  readonly search: string
  readonly searchField: RefObject<HTMLInputElement | null>
  readonly onSearch: (words: string) => void
  readonly onGo: (to: Partial<Place>) => void
  readonly onHelp: () => void
  readonly onSignOut: (everywhere: boolean) => Promise<void>
}

const typingMs = 250

export function QueuePane(props: Props) {
  const { session, queue, place, search, searchField, onSearch, onGo, onHelp, onSignOut } = props
  const [typed, setTyped] = useState(search)
  const chosen = useChosen()
  const [isPersonOpen, setPersonOpen] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => onSearch(typed.trim()), typingMs)
    return () => clearTimeout(timer)
  }, [typed, onSearch])

  return (
    <section className="queue" aria-label="Обращения">
      <header className="bar">
        <Title level="1" Component="h1" className="bar-title">
          Очередь
        </Title>
        <IconButton label="Клавиши и подсказки" onClick={onHelp}>
          <HelpIcon />
        </IconButton>
        <IconButton label={`${session.person.name}: выйти`} onClick={() => setPersonOpen(true)}>
          <ExitIcon />
        </IconButton>
      </header>
      <Search
        getRef={searchField}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder="Слова, номер, место, имя"
        slotProps={{ input: { 'aria-label': 'Поиск обращений' } }}
        noPadding
        className="queue-search"
      />
      {search === '' && (
        <FilterBar
          filter={place.filter}
          counts={queue.counts}
          isCoordinator={session.isCoordinator}
          onChoose={(filter) => onGo({ filter })}
        />
      )}
      {session.isCoordinator && <BulkBar queue={queue} chosen={chosen} />}
      <QueueList queue={queue} place={place} search={search} chosen={chosen.isOn ? chosen : null} />
      {isPersonOpen && (
        <PersonDialog session={session} onSignOut={onSignOut} onClose={() => setPersonOpen(false)} />
      )}
    </section>
  )
}
