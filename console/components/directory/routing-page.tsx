import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { plural } from '../../model/plural.ts'
import { Loading } from '../loading.tsx'
import { Corrections } from './corrections.tsx'
import { type ChosenCell, RuleDialog } from './rule-dialog.tsx'

/** Topics × municipalities like a spreadsheet; where nobody answers but the coordinators, it shows. */
export function RoutingPage() {
  const found = useLoaded<z.output<typeof schemas.routing>>('/directory/routing')
  const [onlyGaps, setOnlyGaps] = useState(false)
  const [chosen, setChosen] = useState<ChosenCell | null>(null)
  return (
    <Loading of={found}>
      {({ municipalities, rows, gaps }) => {
        const shown = onlyGaps ? rows.filter(({ cells }) => cells.some(({ isGap }) => isGap)) : rows
        return (
          <>
            <Corrections onAdded={found.retry} />
            <p role="status">
              {gaps === 0
                ? 'Пробелов нет: на каждую тему в каждом муниципалитете есть кому ответить.'
                : `${gaps} ${plural(gaps, 'пробел', 'пробела', 'пробелов')}: там решают координаторы. Нажмите на клетку и выберите, кто ответит: перед записью видно, что изменится.`}
            </p>
            <label className="field">
              <input type="checkbox" checked={onlyGaps} onChange={() => setOnlyGaps(!onlyGaps)} />
              Только темы с пробелами
            </label>
            <Matrix municipalities={municipalities} rows={shown} onChoose={setChosen} />
            {chosen !== null && (
              <RuleDialog
                cell={chosen}
                onClose={() => setChosen(null)}
                onSaved={() => {
                  setChosen(null)
                  found.retry()
                }}
              />
            )}
          </>
        )
      }}
    </Loading>
  )
}

type Routing = z.output<typeof schemas.routing>

interface MatrixProps {
  readonly municipalities: Routing['municipalities']
  readonly rows: Routing['rows']
  readonly onChoose: (cell: ChosenCell) => void
}

function Matrix({ municipalities, rows, onChoose }: MatrixProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="table-frame matrix" role="region" aria-label="Кто отвечает" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Тема</th>
            {municipalities.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ topicId, topic, cells }) => (
            <tr key={topicId}>
              <th scope="row">{topic}</th>
              {cells.map(({ owner, reason, isGap }, index) => {
                const municipality = municipalities[index]
                if (municipality === undefined) return null
                return (
                  <td key={municipality.id} data-gap={isGap} title={reason}>
                    <button
                      className="cell"
                      onClick={() => onChoose({ topicId, topic, municipality, owner, reason })}
                    >
                      {owner ?? 'координаторы'}
                      <span className="hidden">
                        , {topic}, {municipality.title}: изменить
                      </span>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
