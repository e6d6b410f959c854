import { useState } from 'react'
import { changeInWords, figureInWords, toCsv } from '../../model/figures.ts'
import type { ListKind } from './figure-list.tsx'
import type { Summary } from './figures-screen.tsx'
import { saveText } from './save.ts'

/** Figures that open their tickets. */
const lists: Readonly<Record<string, ListKind>> = {
  received: 'received',
  answered: 'answered',
  withdrawn: 'withdrawn',
  open: 'open',
  waiting: 'waiting',
  overdue: 'overdue',
  // A share opens what it lacks.
  onTime: 'replyLate',
  finalOnTime: 'finalLate',
  helped: 'notHelped',
  firstOwnerRight: 'movedOrUnsolved',
  median: 'responded',
  p75: 'responded',
  p90: 'responded',
  within1: 'responded',
  within4: 'responded',
  within8: 'responded',
  within24: 'responded',
  waitMedian: 'responded',
  finalMedian: 'answered',
  finalP90: 'answered',
  reopened: 'reopened',
  reopenedShare: 'reopened',
  rated: 'rated',
  forwards: 'forwarded',
  lostHours: 'forwarded',
  promisesKept: 'promised',
  undelivered: 'undelivered',
}

interface Props {
  readonly summary: Summary
  readonly onList: (kind: ListKind) => void
}

/** What one looks at every day; the rest is a press away. */
const main = new Set([
  'received',
  'answered',
  'open',
  'overdue',
  'onTime',
  'finalOnTime',
  'helped',
  'reopenedShare',
])

export function Tiles({ summary, onList }: Props) {
  const [isWhole, setWhole] = useState(false)
  const { total, totalBefore } = summary
  const definitions = summary.definitions.filter(({ key }) => isWhole || main.has(key))
  return (
    <>
      <ul className="tiles" aria-label="Главное">
        {definitions.map(({ key, title, definition, unit, better }) => {
          const change = changeInWords(total[key], totalBefore[key], { unit, better })
          const list = lists[key]
          const value = figureInWords(total[key], unit)
          return (
            <li key={key} className="tile">
              <span className="tile-title">{title}</span>
              {list === undefined ? (
                <span className="tile-value">{value}</span>
              ) : (
                <button className="tile-value" onClick={() => onList(list)}>
                  {value}
                  <span className="hidden"> — показать обращения</span>
                </button>
              )}
              {change !== null && (
                <span className="tile-change" data-tone={change.tone}>
                  {change.text}
                </span>
              )}
              <details>
                <summary>Как считается</summary>
                <p>{definition}.</p>
              </details>
            </li>
          )
        })}
      </ul>
      <button className="link more-tiles" onClick={() => download(summary)}>
        Скачать показатели
      </button>
      <button className="link more-tiles" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Только главное' : `Все показатели: ${summary.definitions.length}`}
      </button>
    </>
  )
}

/** With what each means: a number is never without its definition. */
function download({ definitions, total, totalBefore, period }: Summary): void {
  const lines = definitions.map(({ key, title, unit, definition }) => [
    title,
    figureInWords(total[key], unit),
    figureInWords(totalBefore[key], unit),
    definition,
  ])
  const head = ['Показатель', 'За период', 'За прошлый', 'Как считается']
  saveText(`Главное ${period.from} — ${period.to}.csv`, toCsv([head, ...lines]))
}
