import { useState } from 'react'
import { changeInWords, figureInWords } from '../../model/figures.ts'
import type { ListKind } from './figure-list.tsx'
import type { Summary } from './figures-screen.tsx'

/** Figures that open their tickets. */
const lists: Readonly<Record<string, ListKind>> = { received: 'received', overdue: 'overdue' }

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
      <button className="link more-tiles" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Только главное' : `Все показатели: ${summary.definitions.length}`}
      </button>
    </>
  )
}
