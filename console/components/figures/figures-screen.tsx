import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/statistics-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'
import type { ScreenProps } from '../shell.tsx'
import { Charts } from './charts.tsx'
import { Comparison } from './comparison.tsx'
import { type Asked, Controls, queryOf } from './controls.tsx'
import { FigureList, type ListKind } from './figure-list.tsx'
import { Leagues } from './leagues.tsx'
import { Tiles } from './tiles.tsx'

export type Summary = z.output<typeof schemas.summary>

/** How it goes: tiles, pictures, comparison and leagues; each number leads to its tickets. */
export function FiguresScreen({ session }: ScreenProps) {
  const [asked, setAsked] = useState<Asked>({ days: 30, by: 'institution', clock: 'wall', member: '' })
  const [list, setList] = useState<ListKind | null>(null)
  const query = queryOf(asked)
  const summary = useLoaded<Summary>('/statistics/summary', query)
  return (
    <div className="figures">
      <header className="bar screen-bar">
        <h1 className="bar-title screen-title">Показатели</h1>
      </header>
      <Controls
        asked={asked}
        onAsk={setAsked}
        rows={summary.value?.rows ?? []}
        isCoordinator={session.isCoordinator}
      />
      <Loading of={summary}>
        {(found) => (
          <div aria-busy={summary.isLoading}>
            <p className="quiet">
              С {inWords(found.period.from)} по {inWords(found.period.to)}; сравнение — с{' '}
              {inWords(found.before.from)} по {inWords(found.before.to)}.
            </p>
            <Tiles summary={found} onList={setList} />
            <Charts query={query} step={asked.days > 100 ? 'week' : 'day'} />
            <Comparison summary={found} onChoose={(member) => setAsked({ ...asked, member })} />
          </div>
        )}
      </Loading>
      <Leagues query={query} />
      {list !== null && <FigureList kind={list} query={query} onClose={() => setList(null)} />}
    </div>
  )
}

const inWords = (date: string): string =>
  new Intl.DateTimeFormat('ru', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )
