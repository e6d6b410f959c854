import type { QueueCountsView } from '../../src/web/api/schemas.ts'
import type { QueueFilterName } from '../api/client.ts'
import { filterTitles } from '../model/address.ts'

interface Props {
  readonly filter: QueueFilterName
  readonly counts: QueueCountsView | null
  readonly isCoordinator: boolean
  readonly onChoose: (filter: QueueFilterName) => void
}

const order = ['open', 'burning', 'today', 'mine', 'waiting', 'unowned', 'closed'] as const

/** Tickets without an owner are for coordinators to route. */
export function FilterBar({ filter, counts, isCoordinator, onChoose }: Props) {
  const shown = order.filter((name) => name !== 'unowned' || isCoordinator)
  return (
    <div className="filters" role="group" aria-label="Отбор">
      {shown.map((name) => (
        <button
          key={name}
          className="filter"
          data-burning={name === 'burning' && (counts?.burning ?? 0) > 0}
          aria-pressed={name === filter}
          onClick={() => onChoose(name)}
        >
          {filterTitles[name]}
          {name !== 'closed' && counts !== null && counts[name] > 0 && (
            <span className="filter-count">{counts[name]}</span>
          )}
        </button>
      ))}
    </div>
  )
}
