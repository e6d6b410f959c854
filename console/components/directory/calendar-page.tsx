import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'

/** Six weeks as deadlines see them: weekends, holidays, short and named days. */
export function CalendarPage() {
  const institutions = useLoaded<z.output<typeof schemas.institutions>>('/directory/institutions')
  const [chosen, setChosen] = useState('')
  const query: Readonly<Record<string, string>> = chosen === '' ? {} : { institution: chosen }
  const found = useLoaded<z.output<typeof schemas.calendar>>('/directory/calendar', query)
  return (
    <>
      <label className="field">
        Чей календарь
        <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          <option value="">Координаторы</option>
          {(institutions.value?.institutions ?? []).map(({ id, shortTitle }) => (
            <option key={id} value={id}>
              {shortTitle}
            </option>
          ))}
        </select>
      </label>
      <Loading of={found}>
        {({ days, workingHours }) => (
          <>
            {workingHours !== null && <p className="quiet">Обычные часы: {workingHours}.</p>}
            <ol className="calendar" aria-label="Ближайшие шесть недель">
              {days.map(({ date, hours, reason, isUnusual }) => (
                <li key={date} data-closed={hours === ''} data-unusual={isUnusual}>
                  <time dateTime={date}>{dayTitle(date)}</time>
                  <span>{hours === '' ? 'закрыто' : hours}</span>
                  {isUnusual && <span className="quiet">{reason}</span>}
                </li>
              ))}
            </ol>
          </>
        )}
      </Loading>
    </>
  )
}

const dayTitle = (date: string): string =>
  new Intl.DateTimeFormat('ru', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )
