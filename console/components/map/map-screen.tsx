import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/map-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'
import { Incidents } from './incidents.tsx'

export type TopicMap = z.output<typeof schemas.topicMap>

/** Seven days: what people write about where. Darker is more; a spike is said in words, too. */
export function MapScreen() {
  const found = useLoaded<TopicMap>('/map')
  return (
    <>
      <header className="bar screen-bar">
        <h1 className="bar-title screen-title">Карта тем</h1>
      </header>
      <Loading of={found}>
        {(map) => (
          <>
            <Incidents incidents={map.incidents} onDone={found.retry} />
            <p className="quiet">
              Обращения за 7 дней. «Всплеск» — заметно больше, чем в те же дни четырёх прошлых недель.
            </p>
            {map.topics.length === 0 ? <p>За эту неделю никто ни о чём не писал.</p> : <Matrix map={map} />}
          </>
        )}
      </Loading>
    </>
  )
}

function Matrix({ map }: { readonly map: TopicMap }) {
  const { topics, municipalities, cells } = map
  const byPlace = new Map(cells.map((cell) => [`${cell.topicId} ${cell.municipalityId}`, cell]))
  const largest = Math.max(1, ...cells.map(({ tickets }) => tickets))
  const shown = municipalities.filter(({ id }) => cells.some(({ municipalityId }) => municipalityId === id))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="table-frame matrix" role="region" aria-label="Темы по муниципалитетам" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Тема</th>
            {shown.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map(({ id: topicId, title }) => (
            <tr key={topicId}>
              <th scope="row">{title}</th>
              {shown.map(({ id }) => {
                const cell = byPlace.get(`${topicId} ${id}`)
                return (
                  <td
                    key={id}
                    data-gap={cell?.isSpike === true}
                    data-heat={heatOf(cell?.tickets ?? 0, largest)}
                  >
                    {cell?.tickets ?? ''}
                    {cell?.isSpike === true && ` — всплеск, обычно ${Math.max(1, Math.round(cell.expected))}`}
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

/** 0…4. */
const heatOf = (tickets: number, largest: number): number =>
  tickets === 0 ? 0 : Math.max(1, Math.ceil((tickets / largest) * 4))
