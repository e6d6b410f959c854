/** «Кто ещё смотрит»: says that the ticket is open here, and learns who else has it open. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PresenceView } from '../../src/web/api/schemas.ts'
import { useConsole } from './console-context.ts'

export type Others = PresenceView['others']

export interface Presence {
  readonly others: Others
  /** Words are being written: colleagues see it at once. */
  readonly setWriting: (isWriting: boolean) => void
}

const repeatMs = 10_000

export function usePresence(id: number): Presence {
  const { client } = useConsole()
  const [others, setOthers] = useState<Others>([])
  const isWriting = useRef(false)
  const say = useCallback(
    // Without a network nobody is seen; the page says so elsewhere.
    () =>
      client.presence(id, { isWriting: isWriting.current, isLeaving: false }).then(
        (seen) => setOthers(seen.others),
        () => setOthers([]),
      ),
    [client, id],
  )
  useEffect(() => {
    const leave = (): void => void client.presence(id, { isWriting: false, isLeaving: true }).catch(() => {})
    const first = setTimeout(() => void say())
    const timer = setInterval(() => void say(), repeatMs)
    addEventListener('pagehide', leave)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [client, id, say])
  const setWriting = useCallback(
    (next: boolean): void => {
      if (isWriting.current === next) return
      isWriting.current = next
      void say()
    },
    [say],
  )
  return { others, setWriting }
}
