import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { plural } from '../../model/plural.ts'
import { Loading } from '../loading.tsx'

/** Topics × municipalities like a spreadsheet; where nobody answers but the coordinators, it shows. */
export function RoutingPage() {
  const found = useLoaded<z.output<typeof schemas.routing>>('/directory/routing')
  const [onlyGaps, setOnlyGaps] = useState(false)
  return (
    <Loading of={found}>
      {({ municipalities, rows, gaps }) => {
        const shown = onlyGaps ? rows.filter(({ cells }) => cells.some(({ isGap }) => isGap)) : rows
        return (
          <>
            <p role="status">
              {gaps === 0
                ? 'Пробелов нет: на каждую тему в каждом муниципалитете есть кому ответить.'
                : `${gaps} ${plural(gaps, 'пробел', 'пробела', 'пробелов')}: там решают координаторы. Добавьте правило или учреждение в разделе «Загрузка» — проверка покажет, что изменится.`}
            </p>
            <label className="field">
              <input type="checkbox" checked={onlyGaps} onChange={() => setOnlyGaps(!onlyGaps)} />
              Только темы с пробелами
            </label>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
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
                  {shown.map(({ topic, cells }) => (
                    <tr key={topic}>
                      <th scope="row">{topic}</th>
                      {cells.map(({ owner, reason, isGap }, index) => (
                        <td key={municipalities[index]?.id ?? index} data-gap={isGap} title={reason}>
                          {owner ?? 'координаторы'}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )
      }}
    </Loading>
  )
}
