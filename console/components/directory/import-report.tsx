import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { plural } from '../../model/plural.ts'
import { columnTitle } from '../../model/tables.ts'

export type Imported = z.output<typeof schemas.imported>

/** What a file or a form changes: counts, what is wrong, cell by cell, and how last month's tickets would have gone. */
export function ImportReport({ seen }: { readonly seen: Imported }) {
  const { isGood, isApplied, added, changed, unchanged, problems, differences, whatIf } = seen
  return (
    <>
      <p>
        {isApplied ? 'Загружено. ' : isGood ? 'Ошибок нет. ' : 'Не загружено, исправьте: '}
        {isGood && `Новых: ${added}, изменено: ${changed}, без изменений: ${unchanged}.`}
      </p>
      {problems.length > 0 && (
        <ul className="lines problem">
          {problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {differences.length > 0 && <Differences of={differences} />}
      {whatIf !== null && (
        <>
          <p>
            Из {whatIf.tickets} {plural(whatIf.tickets, 'обращения', 'обращений', 'обращений')} за 30 дней к
            другим ушло бы {whatIf.ownerChanged}.
          </p>
          <ul className="lines">
            {whatIf.moves.map(({ from, to, tickets }) => (
              <li key={`${from} ${to}`}>
                {from} → {to}: {tickets}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Differences({ of }: { readonly of: Imported['differences'] }) {
  return (
    <details>
      <summary>Что именно меняется ({of.length >= 100 ? 'первые 100' : of.length})</summary>
      <ul className="lines">
        {of.map(({ key, isNew, cells }) => (
          <li key={key} className="difference">
            <b>{key}</b>
            {isNew && <span className="mark">новое</span>}
            <ul>
              {cells.map(({ column, before, after }) => (
                <li key={column}>
                  {columnTitle(column)}: {before !== '' && <del>{before}</del>}{' '}
                  <ins>{after === '' ? 'пусто' : after}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}
