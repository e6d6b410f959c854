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

export interface Shown {
  readonly of: string
  readonly items: readonly QueueItem[]
  readonly next: string | null
  readonly state: QueueView['state']
  readonly problem: string | null
}

const pageSize = 100
/** Of one question about changed tickets. */
const idsMax = 100
/** Changes come in bursts; one look is enough for all of them. */
const gatherMs = 120

export function useQueue(filter: QueueFilterName, search: string): QueueView {
  const { client } = useConsole()
  const subject = `${filter}?${search}`
  const [shown, setShown] = useState<Shown>(() => nothing(subject))
  const [counts, setCounts] = useState<QueueCountsView | null>(null)
  const isLoading = useRef(false)
  const current = shown.of === subject ? shown : nothing(subject)

  const fail = useCallback(
    (error: unknown): void => {
      if (error instanceof Refusal && error.isSignedOut) return
      setShown((before) => failed(before, subject, sentenceOf(error)))
    },
    [subject],
  )
  const refresh = useCallback(async (): Promise<void> => {
    try {
      const page = search === '' ? await client.queue(filter, null, pageSize) : await client.search(search)
      setShown({ of: subject, ...page, state: 'ready', problem: null })
      setCounts(await client.counts())
    } catch (error) {
      fail(error)
    }
  }, [client, fail, filter, search, subject])

  /** Some tickets changed: only they are looked at, however long the list is. */
  const renew = useCallback(
    async (ids: readonly number[]): Promise<void> => {
      if (search !== '' || ids.length > idsMax) return refresh()
      try {
        const page = await client.queueOf(filter, ids)
        setShown((before) =>
          before.of === subject && before.state === 'ready'
            ? renewed(before, ids, page.items, filter)
            : before,
        )
        setCounts(await client.counts())
      } catch (error) {
        fail(error)
      }
    },
    [client, fail, filter, refresh, search, subject],
  )

  const more = async (): Promise<void> => {
    if (current.next === null || isLoading.current) return
    isLoading.current = true
    try {
      const page = await client.queue(filter, current.next, pageSize)
      setShown((before) => (before.of === subject ? joined(before, page) : before))
    } catch (error) {
      fail(error)
    } finally {
      isLoading.current = false
    }
  }

  const fresh = useNews(refresh, renew)

  const { items, next, state, problem } = current
  const retry = (): void => void refresh()
  return { items, counts, state, problem, hasMore: next !== null, loadMore: () => void more(), retry, fresh }
}

/** Looks at once, and again whenever something happened. Returns the tickets that came meanwhile. */
function useNews(
  refresh: () => Promise<void>,
  renew: (ids: readonly number[]) => Promise<void>,
): ReadonlySet<number> {
  const { live } = useConsole()
  const [fresh, setFresh] = useState<ReadonlySet<number>>(() => new Set())
  useEffect(() => {
    void refresh()
    let timer: ReturnType<typeof setTimeout> | undefined
    const gathered = new Set<number>()
    const soon = (act: () => Promise<void>): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void act(), gatherMs)
    }
    const again = (): void => soon(refresh)
    const leave = live.listen({
      onNews: ({ opened, changed, gone }) => {
        if (opened.length > 0) setFresh((before) => new Set([...before, ...opened]))
        for (const id of [...changed, ...gone]) gathered.add(id)
        soon(async () => {
          const ids = [...gathered]
          gathered.clear()
          await renew(ids)
        })
      },
      onGap: again,
    })
    addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      leave()
      removeEventListener('online', again)
    }
  }, [live, refresh, renew])
  return fresh
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

/** The list with these tickets as they are now: gone, moved or come. What lies behind the loaded part comes later. */
export function renewed(
  before: Shown,
  ids: readonly number[],
  now: readonly QueueItem[],
  filter: QueueFilterName,
): Shown {
  const changed = new Set(ids)
  const kept = before.items.filter(({ id }) => !changed.has(id))
  const last = before.items.at(-1)
  const order = filter === 'closed' ? newestFirst : soonestFirst
  const come = now.filter((item) => before.next === null || last === undefined || order(item, last) <= 0)
  return { ...before, items: [...kept, ...come].toSorted(order) }
}

/** As the server sorts. */
const soonestFirst = (left: QueueItem, right: QueueItem): number =>
  Date.parse(left.dueAt) - Date.parse(right.dueAt) || left.id - right.id
const newestFirst = (left: QueueItem, right: QueueItem): number => right.id - left.id
