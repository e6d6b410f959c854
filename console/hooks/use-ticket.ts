/** One ticket that stays true while it is open. */
import { useCallback, useEffect, useState } from 'react'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { Refusal, sentenceOf } from '../api/client.ts'
import { useConsole } from './console-context.ts'

export interface TicketShown {
  /** Null while it loads, and when it cannot be seen. */
  readonly ticket: TicketPage | null
  readonly problem: string | null
  readonly isGone: boolean
  readonly refresh: () => Promise<void>
  /** What an act came back with. */
  readonly accept: (ticket: TicketPage | null) => void
}

interface Held {
  readonly id: number
  readonly ticket: TicketPage | null
  readonly problem: string | null
  readonly isGone: boolean
}

export function useTicket(id: number): TicketShown {
  const { client, live } = useConsole()
  const [held, setHeld] = useState<Held>({ id, ticket: null, problem: null, isGone: false })

  const refresh = useCallback(async (): Promise<void> => {
    try {
      setHeld({ id, ticket: await client.ticket(id), problem: null, isGone: false })
    } catch (error) {
      if (error instanceof Refusal && error.isSignedOut) return
      const isGone = error instanceof Refusal && error.status === 404
      setHeld((before) => ({
        id,
        ticket: before.id === id && !isGone ? before.ticket : null,
        problem: sentenceOf(error),
        isGone,
      }))
    }
  }, [client, id])

  useEffect(() => {
    const first = setTimeout(() => void refresh())
    const again = (): void => void refresh()
    const leave = live.listen({
      onNews: ({ changed, gone }) => {
        if (changed.includes(id) || gone.includes(id)) again()
      },
      onGap: again,
    })
    addEventListener('online', again)
    return () => {
      clearTimeout(first)
      leave()
      removeEventListener('online', again)
    }
  }, [id, live, refresh])

  const accept = (ticket: TicketPage | null): void =>
    setHeld({ id, ticket, problem: null, isGone: ticket === null })
  const current = held.id === id ? held : { ticket: null, problem: null, isGone: false }
  return { ...current, refresh, accept }
}
