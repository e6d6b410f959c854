import { Button, Placeholder, Spinner } from '@vkontakte/vkui/dist/cssm'
import type { ReactNode } from 'react'
import type { Loaded } from '../hooks/use-loaded.ts'

interface Props<Answer> {
  readonly of: Loaded<Answer>
  readonly children: (value: Answer) => ReactNode
}

/** What was fetched, or that it is on its way, or why it did not come. */
export function Loading<Answer>({ of, children }: Props<Answer>) {
  const { value, problem, retry } = of
  const trouble = problem !== null && (
    <p className="problem" role="alert">
      {problem} <button onClick={retry}>Повторить</button>
    </p>
  )
  if (value !== null)
    return (
      <>
        {trouble}
        {children(value)}
      </>
    )
  if (problem === null) return <Spinner size="m">Загружаю</Spinner>
  return (
    <Placeholder
      title="Не получилось загрузить"
      action={
        <Button size="m" onClick={retry}>
          Попробовать ещё раз
        </Button>
      }
    >
      {problem}
    </Placeholder>
  )
}
