import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'

const roles: Readonly<Record<string, string>> = {
  administrator: 'отвечает',
  head: 'руководитель',
  coordinator: 'координатор',
  observer: 'наблюдатель',
}

export function PeoplePage() {
  const found = useLoaded<z.output<typeof schemas.people>>('/directory/people')
  const [search, setSearch] = useState('')
  return (
    <Loading of={found}>
      {({ people }) => {
        const words = search.trim().toLowerCase()
        const shown = people.filter(({ name, roles: posts }) =>
          `${name} ${posts.map(({ place }) => place).join(' ')}`.toLowerCase().includes(words),
        )
        return (
          <>
            <p className="quiet">
              Новый код для сотрудника — в разделе «Учреждения», кнопка «Пригласить». Всего людей:{' '}
              {people.length}.
            </p>
            <label className="field">
              Найти
              <input value={search} onChange={({ target }) => setSearch(target.value)} />
            </label>
            {shown.length === 0 && <p className="quiet">Никого с таким именем или местом.</p>}
            <ul className="lines">
              {shown.slice(0, 300).map(({ id, name, roles: posts, hasJoined, awayUntil }) => (
                <li key={id}>
                  <span>{name}</span>
                  <span className="quiet">
                    {posts.map(({ role, place }) => `${place} — ${roles[role] ?? role}`).join('; ')}
                  </span>
                  {!hasJoined && <span className="mark mark-gap">ещё не писал боту</span>}
                  {awayUntil !== null && <span className="mark">в отпуске</span>}
                </li>
              ))}
            </ul>
          </>
        )
      }}
    </Loading>
  )
}
