import { Button } from '@vkontakte/vkui/dist/cssm'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/statistics-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { toCsv } from '../../model/figures.ts'
import { Loading } from '../loading.tsx'
import { Sheet } from '../sheet.tsx'
import { saveText } from './save.ts'

export type ListKind = z.output<typeof schemas.figureTicketsQuery>['kind']

const titles: Readonly<Record<ListKind, string>> = {
  received: 'Пришло за период',
  open: 'Открыто сейчас',
  waiting: 'Ждут ответа',
  overdue: 'Просрочено сейчас',
  answered: 'Отвечено',
  withdrawn: 'Отозвано',
  responded: 'Человек ответил',
  replyLate: 'Первый ответ позже срока',
  finalLate: 'Решено позже срока',
  reopened: 'Житель открыл снова',
  rated: 'Житель оценил ответ',
  notHelped: 'Не помогло или помогло отчасти',
  forwarded: 'Передавали другим',
  movedOrUnsolved: 'Решил не первый ответственный',
  promised: 'Обещали срок',
  undelivered: 'Ответ не дошёл',
}

interface Props {
  readonly kind: ListKind
  readonly query: Readonly<Record<string, string>>
  readonly onClose: () => void
}

/** The tickets behind a number, as far as the person may read them. */
export function FigureList({ kind, query, onClose }: Props) {
  const found = useLoaded<z.output<typeof schemas.figureTickets>>('/statistics/tickets', { ...query, kind })
  return (
    <Sheet title={titles[kind]} onClose={onClose}>
      <Loading of={found}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p>Таких обращений у вас нет.</p>
          ) : (
            <>
              <ul className="figure-list">
                {items.map(({ id, topic, summary }) => (
                  <li key={id}>
                    <a href={`#open/${id}`}>
                      № {id} · {topic ?? 'Тема не определена'}
                    </a>
                    <span className="quiet">{summary}</span>
                  </li>
                ))}
              </ul>
              <button
                className="link"
                onClick={() =>
                  saveText(
                    `${titles[kind]}.csv`,
                    toCsv([
                      ['Номер', 'Тема', 'Открыто', 'Отвечает'],
                      ...items.map(({ id, topic, openedAt, owner }) => [
                        String(id),
                        topic ?? '',
                        openedAt,
                        owner ?? 'координаторы',
                      ]),
                    ]),
                  )
                }
              >
                Скачать список
              </button>
              {next !== null && <p className="quiet">Показаны последние {items.length}.</p>}
            </>
          )
        }
      </Loading>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Закрыть
      </Button>
    </Sheet>
  )
}
