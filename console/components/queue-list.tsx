import { Placeholder, Spinner } from '@vkontakte/vkui/dist/cssm'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Chosen } from '../hooks/use-chosen.ts'
import { useNow } from '../hooks/use-now.ts'
import type { QueueView } from '../hooks/use-queue.ts'
import type { Place } from '../model/address.ts'
import { QueueRow } from './queue-row.tsx'

interface Props {
  readonly queue: QueueView
  readonly place: Place
  readonly search: string
  /** Null: rows are opened, not chosen. */
  readonly chosen: Chosen | null
}

const rowHeight = 118
const rowsBeyond = 8

/** Only rows near the window are in the page: ten thousand tickets scroll like ten. */
export function QueueList({ queue, place, search, chosen }: Props) {
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const { items, hasMore, loadMore } = queue
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by hand or by a compiler
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyond,
    getItemKey: (index) => items[index]?.id ?? index,
  })
  const shown = rows.getVirtualItems()
  const lastIndex = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastIndex >= items.length - 2 * rowsBeyond) loadMore()
  }, [hasMore, items.length, lastIndex, loadMore])
  useShownTicket(items, place.ticketId, (index) => rows.scrollToIndex(index, { align: 'auto' }))

  return (
    <div ref={scroller} className="queue-list" aria-busy={queue.state === 'loading'}>
      {queue.state === 'failed' && (
        <p className="problem" role="alert">
          {queue.problem} <button onClick={queue.retry}>Повторить</button>
        </p>
      )}
      {queue.state === 'loading' && <Spinner size="m">Загружаю обращения</Spinner>}
      {queue.state === 'ready' && items.length === 0 && <Nothing filter={place.filter} search={search} />}
      <ul style={{ height: rows.getTotalSize() }}>
        {shown.map(({ key, index, start }) => {
          const item = items[index]
          return item === undefined ? null : (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={hasMore ? -1 : items.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <QueueRow
                item={item}
                now={now}
                isChosen={item.id === place.ticketId}
                isFresh={queue.fresh.has(item.id)}
                href={`#${place.filter}/${item.id}`}
                mark={chosen === null ? null : chosen.ids.has(item.id)}
                onMark={chosen?.toggle ?? null}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The open ticket comes into view when the keyboard leads to it. */
function useShownTicket(
  items: QueueView['items'],
  id: number | null,
  scrollTo: (index: number) => void,
): void {
  const latest = useRef({ items, scrollTo })
  useEffect(() => {
    latest.current = { items, scrollTo }
  })
  useEffect(() => {
    const index = latest.current.items.findIndex((item) => item.id === id)
    if (index >= 0) latest.current.scrollTo(index)
  }, [id])
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
