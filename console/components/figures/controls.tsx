import type { Summary } from './figures-screen.tsx'

export interface Asked {
  readonly days: number
  readonly by: string
  readonly clock: 'wall' | 'working'
  /** Empty: everybody. */
  readonly member: string
}

const dayMs = 86_400_000

/** The period ends today. */
export function queryOf({ days, by, clock, member }: Asked): Readonly<Record<string, string>> {
  const from = new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10)
  return { from, by, clock, ...(member === '' ? {} : { member }) }
}

const periods = [
  [7, '7 дней'],
  [30, '30 дней'],
  [90, '3 месяца'],
  [365, 'Год'],
] as const

const groups = [
  ['institution', 'по учреждениям'],
  ['kind', 'по видам учреждений'],
  ['municipality', 'по муниципалитетам'],
  ['topic', 'по темам'],
  ['community', 'по сообществам'],
  ['administrator', 'по сотрудникам'],
] as const

interface Props {
  readonly asked: Asked
  readonly onAsk: (asked: Asked) => void
  readonly rows: Summary['rows']
  readonly isCoordinator: boolean
}

export function Controls({ asked, onAsk, rows, isCoordinator }: Props) {
  return (
    <div className="controls">
      <div className="choice" role="group" aria-label="Период">
        {periods.map(([days, title]) => (
          <button key={days} aria-pressed={asked.days === days} onClick={() => onAsk({ ...asked, days })}>
            {title}
          </button>
        ))}
      </div>
      {isCoordinator && (
        <label>
          Разрез
          <select
            value={asked.by}
            onChange={({ target }) => onAsk({ ...asked, by: target.value, member: '' })}
          >
            {groups.map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        Кого
        <select value={asked.member} onChange={({ target }) => onAsk({ ...asked, member: target.value })}>
          <option value="">всех</option>
          {rows.map(({ member, title }) => (
            <option key={member} value={member}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Время
        <select
          value={asked.clock}
          onChange={({ target }) =>
            onAsk({ ...asked, clock: target.value === 'working' ? 'working' : 'wall' })
          }
        >
          <option value="wall">как ждал житель</option>
          <option value="working">рабочее</option>
        </select>
      </label>
    </div>
  )
}
