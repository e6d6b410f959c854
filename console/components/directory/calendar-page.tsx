import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { momentTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'

/** Six weeks as deadlines see them: weekends, holidays, short and named days. */
export function CalendarPage() {
  const institutions = useLoaded<z.output<typeof schemas.institutions>>('/directory/institutions')
  const [chosen, setChosen] = useState('')
  const [asked, setAsked] = useState('')
  const query: Readonly<Record<string, string>> = {
    ...(chosen === '' ? {} : { institution: chosen }),
    ...(asked === '' ? {} : { asked: new Date(asked).toISOString() }),
  }
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
        {({ days, workingHours, example }) => (
          <>
            {workingHours !== null && <p className="quiet">Обычные часы: {workingHours}.</p>}
            <section className="block" aria-label="Пример срока">
              <label className="field">
                Если спросят
                <input
                  type="datetime-local"
                  value={asked}
                  onChange={({ target }) => setAsked(target.value)}
                />
                {asked === '' && <span className="quiet">сейчас</span>}
              </label>
              <ul className="lines">
                {example.due.map(({ hours, at }) => (
                  <li key={hours}>
                    <span>Срок {hours} ч рабочего времени</span>
                    <span>до {momentTitle(at)}</span>
                  </li>
                ))}
              </ul>
            </section>
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
