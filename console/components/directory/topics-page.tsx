import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { Loading } from '../loading.tsx'

const priorities = { urgent: 'срочно', 'fast-track': 'быстро', normal: '' } as const

export function TopicsPage() {
  const found = useLoaded<z.output<typeof schemas.topics>>('/directory/topics')
  return (
    <Loading of={found}>
      {({ topics }) => {
        const groups = [...new Set(topics.map(({ group }) => group))]
        return (
          <>
            <p className="quiet">
              Сроки — в рабочих часах ответственного. Меняются файлом в разделе «Загрузка».
            </p>
            {groups.map((group) => (
              <details key={group} className="league">
                <summary>
                  {group}{' '}
                  <span className="quiet">({topics.filter((topic) => topic.group === group).length})</span>
                </summary>
                <ul className="lines">
                  {topics
                    .filter((topic) => topic.group === group)
                    .map(({ id, title, priority, firstReplyHours, finalAnswerHours }) => (
                      <li key={id}>
                        <span>{title}</span>
                        <span className="quiet">
                          первый ответ {firstReplyHours} ч, решение {finalAnswerHours} ч
                        </span>
                        {priority !== 'normal' && <span className="mark">{priorities[priority]}</span>}
                      </li>
                    ))}
                </ul>
              </details>
            ))}
          </>
        )
      }}
    </Loading>
  )
}
