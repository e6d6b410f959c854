import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'

/** What the bot says by settings of the server: they are read when it starts, so they are shown and not changed here. */
export function SettingsPage() {
  const found = useLoaded<z.output<typeof schemas.settings>>('/directory/settings')
  return (
    <Loading of={found}>
      {({ settings }) => (
        <>
          <p className="quiet">
            Эти слова и сроки задаёт файл .env на сервере: поменяйте строку и перезапустите Отклик.
          </p>
          <dl className="settings">
            {settings.map(({ title, value, variable }) => (
              <div key={variable}>
                <dt>{title}</dt>
                <dd>
                  {value} <code className="quiet">{variable}</code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Loading>
  )
}
