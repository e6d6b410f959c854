import { Button, IconButton, Placeholder, Search, Spinner, Title } from '@vkontakte/vkui/dist/cssm'
import { type RefObject, useDeferredValue, useEffect, useState } from 'react'
import type { SessionView } from '../../src/web/api/schemas.ts'
import type { QueueView } from '../hooks/use-queue.ts'
import { useNow } from '../hooks/use-now.ts'
import type { Place } from '../model/address.ts'
import { FilterBar } from './filter-bar.tsx'
import { ExitIcon, HelpIcon } from './icons.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { QueueRow } from './queue-row.tsx'

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
      <QueueList queue={queue} place={place} search={search} />
      {isPersonOpen && (
        <PersonDialog session={session} onSignOut={onSignOut} onClose={() => setPersonOpen(false)} />
      )}
    </section>
  )
}

function QueueList({ queue, place, search }: Pick<Props, 'queue' | 'place' | 'search'>) {
  const now = useNow()
  const items = useDeferredValue(queue.items)
  return (
    <div className="queue-list" aria-busy={queue.state === 'loading'}>
      {queue.state === 'failed' && (
        <p className="problem" role="alert">
          {queue.problem} <button onClick={queue.retry}>Повторить</button>
        </p>
      )}
      {queue.state === 'loading' && <Spinner size="m">Загружаю обращения</Spinner>}
      {queue.state === 'ready' && queue.items.length === 0 && (
        <Nothing filter={place.filter} search={search} />
      )}
      <ul>
        {items.map((item) => (
          <QueueRow
            key={item.id}
            item={item}
            now={now}
            isChosen={item.id === place.ticketId}
            isFresh={queue.fresh.has(item.id)}
            href={`#${place.filter}/${item.id}`}
          />
        ))}
      </ul>
      {queue.hasMore && (
        <Button mode="tertiary" stretched size="l" onClick={queue.loadMore}>
          Показать ещё
        </Button>
      )}
    </div>
  )
}

function Nothing({ filter, search }: { readonly filter: Place['filter']; readonly search: string }) {
  if (search !== '')
    return (
      <Placeholder title="Ничего не нашлось">
        Попробуйте другие слова, номер обращения или имя. Видно только обращения ваших учреждений.
      </Placeholder>
    )
  const texts = {
    open: ['На всё ответили', 'Новые обращения появятся здесь сами.'],
    burning: ['Ничего не горит', 'Здесь будет то, чему до срока меньше двух часов.'],
    today: ['На сегодня всё', 'Здесь будут обращения со сроком до конца дня.'],
    mine: ['За вами ничего нет', 'Откройте обращение и нажмите «Беру».'],
    waiting: ['Никого не ждём', 'Здесь будет то, о чём вы спросили жителя.'],
    unowned: ['У всех есть ответственный', 'Сюда попадает то, чему не нашлось ответственного.'],
    closed: ['Закрытых пока нет', 'Здесь будут обращения, на которые ответили.'],
  } as const
  const [title, text] = texts[filter]
  return <Placeholder title={title}>{text}</Placeholder>
}
