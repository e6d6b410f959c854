import { useState } from 'react'
import { figureInWords, toCsv } from '../../model/figures.ts'
import type { Summary } from './figures-screen.tsx'
import { saveText } from './save.ts'

/** What is compared side by side; the rest is in the file. */
const columns = ['received', 'answered', 'overdue', 'onTime', 'p75', 'finalMedian', 'helped'] as const
const shownMax = 50

interface Props {
  readonly summary: Summary
  readonly onChoose: (member: string) => void
}

export function Comparison({ summary, onChoose }: Props) {
  const { definitions, rows } = summary
  const [order, setOrder] = useState<string>('overdue')
  const [isWhole, setWhole] = useState(false)
  const shown = definitions.filter(({ key }) => columns.some((column) => column === key))
  const sorted = rows.toSorted((left, right) => (right.values[order] ?? -1) - (left.values[order] ?? -1))
  if (rows.length === 0) return <p className="quiet">За эти дни обращений не было.</p>
  return (
    <section className="block" aria-label="Сравнение">
      <header className="block-head">
        <h2>Сравнение</h2>
        <button className="link" onClick={() => download(summary)}>
          Скачать таблицу
        </button>
      </header>
      <Table
        {...{ shown, order, setOrder, onChoose }}
        rows={sorted.slice(0, isWhole ? undefined : shownMax)}
      />
      {sorted.length > shownMax && !isWhole && (
        <button className="link" onClick={() => setWhole(true)}>
          Показать все {sorted.length}
        </button>
      )}
    </section>
  )
}

interface TableProps extends Pick<Props, 'onChoose'> {
  readonly shown: Summary['definitions']
  readonly rows: Summary['rows']
  readonly order: string
  readonly setOrder: (key: string) => void
}

function Table({ shown, rows, order, setOrder, onChoose }: TableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="table-frame" role="region" aria-label="Таблица сравнения" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Название</th>
            {shown.map(({ key, title }) => (
              <th key={key} scope="col" aria-sort={order === key ? 'descending' : 'none'}>
                <button onClick={() => setOrder(key)}>{title}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ member, title, isFew, values }) => (
            <tr key={member}>
              <th scope="row">
                <button className="link" onClick={() => onChoose(member)}>
                  {title}
                </button>
                {isFew && <span className="mark">мало данных</span>}
              </th>
              {shown.map(({ key, unit }) => (
                <td key={key}>{figureInWords(values[key], unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Every figure, not only those that fit on the screen. */
function download({ definitions, rows, period }: Summary): void {
  const head = ['Название', ...definitions.map(({ title }) => title)]
  const lines = rows.map(({ title, values }) => [
    title,
    ...definitions.map(({ key, unit }) => figureInWords(values[key], unit)),
  ])
  saveText(`Показатели ${period.from} — ${period.to}.csv`, toCsv([head, ...lines]))
}
