import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { useNow } from '../../hooks/use-now.ts'
import { durationInWords } from '../../model/due.ts'
import { Loading } from '../loading.tsx'

type Community = z.output<typeof schemas.communities>['communities'][number]

const purposes = { public: 'для жителей', staff: 'для сотрудников', both: 'для всех' } as const
/** Without an answer of VK for so long something is wrong. */
const silentMs = 90_000

export function CommunitiesPage() {
  const found = useLoaded<z.output<typeof schemas.communities>>('/directory/communities')
  const now = useNow()
  return (
    <Loading of={found}>
      {({ communities }) => (
        <>
          <p>
            <a href="#directory/connect">Подключить сообщество</a>
          </p>
          <ul className="cards">
            {communities.map((community) => (
              <li key={community.groupId} className="card">
                <h2>{community.title}</h2>
                <p className="quiet">
                  {[purposes[community.purpose], community.institution ?? community.municipality]
                    .filter((part) => part !== null)
                    .join(', ')}
                </p>
                <Health community={community} now={now} />
                {community.undelivered > 0 && (
                  <p className="quiet">За неделю не доставлено сообщений: {community.undelivered}.</p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loading>
  )
}

function Health({ community, now }: { readonly community: Community; readonly now: number }) {
  const { isActive, trouble, polledAt } = community
  if (!isActive) return <p className="quiet">Выключено.</p>
  if (trouble !== null) return <p className="problem">{trouble}</p>
  const ago = polledAt === null ? null : now - Date.parse(polledAt)
  if (ago === null || ago > silentMs)
    return (
      <p className="warning">
        {ago === null
          ? 'Ещё не опрашивалось: подождите полминуты.'
          : `Не отвечает ${durationInWords(ago)}. Связь восстановится сама; если нет — проверьте сеть сервера.`}
      </p>
    )
  return <p className="well">Работает: сообщения приходят.</p>
}
