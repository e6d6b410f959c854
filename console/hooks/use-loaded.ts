/** Something fetched once and again when asked for; what was shown stays while the new one is on its way. */
import { useCallback, useEffect, useState } from 'react'
import { Refusal, sentenceOf } from '../api/client.ts'
import { useConsole } from './console-context.ts'

export interface Loaded<Answer> {
  readonly value: Answer | null
  readonly problem: string | null
  readonly isLoading: boolean
  readonly retry: () => void
}

export function useLoaded<Answer>(
  path: string,
  query: Readonly<Record<string, string>> = {},
): Loaded<Answer> {
  const { client } = useConsole()
  const search = new URLSearchParams(query).toString()
  const [state, setState] = useState<{
    readonly of: string
    readonly value: Answer | null
    readonly problem: string | null
  }>({ of: '', value: null, problem: null })
  const subject = `${path}?${search}`
  const load = useCallback(async (): Promise<void> => {
    try {
      const value = await client.get<Answer>(path, Object.fromEntries(new URLSearchParams(search)))
      setState({ of: subject, value, problem: null })
    } catch (error) {
      if (error instanceof Refusal && error.isSignedOut) return
      setState((before) => ({ ...before, of: subject, problem: sentenceOf(error) }))
    }
  }, [client, path, search, subject])
  useEffect(() => {
    const timer = setTimeout(() => void load())
    const again = (): void => void load()
    addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', again)
    }
  }, [load])
  return {
    value: state.value,
    problem: state.of === subject ? state.problem : null,
    isLoading: state.of !== subject,
    retry: () => void load(),
  }
}
