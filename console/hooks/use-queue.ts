/** A page of the queue that stays true: every change of a ticket is on the screen at once. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueCountsView, QueueItem } from '../../src/web/api/schemas.ts'
import { type QueueFilterName, Refusal, sentenceOf } from '../api/client.ts'
import { useConsole } from './console-context.ts'

export interface QueueView {
  readonly items: readonly QueueItem[]
  readonly counts: QueueCountsView | null
  readonly state: 'loading' | 'ready' | 'failed'
  readonly problem: string | null
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly retry: () => void
  /** Tickets that came while one was looking. */
  readonly fresh: ReadonlySet<number>
}

interface Shown {
  readonly of: string
  readonly items: readonly QueueItem[]
  readonly next: string | null
  readonly state: QueueView['state']
  readonly problem: string | null
}

const pageSize = 50
const refreshMax = 100
/** Changes come in bursts; one look is enough for all of them. */
const gatherMs = 120

export function useQueue(filter: QueueFilterName, search: string): QueueView {
  const { client, live } = useConsole()
  const subject = `${filter}?${search}`
  const [shown, setShown] = useState<Shown>(() => nothing(subject))
  const [counts, setCounts] = useState<QueueCountsView | null>(null)
  const [fresh, setFresh] = useState<ReadonlySet<number>>(() => new Set())
  const loaded = useRef(pageSize)
  const current = shown.of === subject ? shown : nothing(subject)

  const refresh = useCallback(async (): Promise<void> => {
    try {
      const limit = Math.min(refreshMax, Math.max(pageSize, loaded.current))
      const page = search === '' ? await client.queue(filter, null, limit) : await client.search(search)
      setShown({ of: subject, ...page, state: 'ready', problem: null })
      loaded.current = page.items.length
      setCounts(await client.counts())
    } catch (error) {
      if (error instanceof Refusal && error.isSignedOut) return
      setShown((before) => failed(before, subject, sentenceOf(error)))
    }
  }, [client, filter, search, subject])

  const more = async (): Promise<void> => {
    if (current.next === null) return
    try {
      const page = await client.queue(filter, current.next, pageSize)
      setShown((before) => (before.of === subject ? joined(before, page) : before))
      loaded.current += page.items.length
    } catch (error) {
      setShown((before) => failed(before, subject, sentenceOf(error)))
    }
  }

  useEffect(() => {
    loaded.current = pageSize
    void refresh()
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), gatherMs)
    }
    const leave = live.listen({
      onNews: ({ opened }) => {
        if (opened.length > 0) setFresh((before) => new Set([...before, ...opened]))
        soon()
      },
      onGap: soon,
    })
    addEventListener('online', soon)
    return () => {
      clearTimeout(timer)
      leave()
      removeEventListener('online', soon)
    }
  }, [live, refresh])

  const { items, next, state, problem } = current
  const retry = (): void => void refresh()
  return { items, counts, state, problem, hasMore: next !== null, loadMore: () => void more(), retry, fresh }
}

const nothing = (of: string): Shown => ({ of, items: [], next: null, state: 'loading', problem: null })

/** What is on the screen stays there. */
const failed = (before: Shown, subject: string, problem: string): Shown => ({
  ...(before.of === subject ? before : nothing(subject)),
  state: 'failed',
  problem,
})

function joined(
  before: Shown,
  page: { readonly items: readonly QueueItem[]; readonly next: string | null },
): Shown {
  const known = new Set(before.items.map(({ id }) => id))
  return {
    ...before,
    items: [...before.items, ...page.items.filter(({ id }) => !known.has(id))],
    next: page.next,
  }
}
