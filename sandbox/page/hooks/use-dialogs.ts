import { useEffect, useState } from 'react'
import { Refresher } from '../api/refresher.ts'
import type { DialogSummary } from '../api/schemas.ts'
import { sameOr } from '../model/merge-messages.ts'
import { useSandbox } from './sandbox-context.ts'

/** The dialogs of one person, current. Give the component a key of the person: another person is another list. */
export function useDialogs(userId: number): readonly DialogSummary[] {
  const { client, stream } = useSandbox()
  const [dialogs, setDialogs] = useState<readonly DialogSummary[]>([])
  useEffect(() => {
    const refresher = new Refresher(async () => {
      const reply = await client.dialogs(userId)
      if (reply.kind === 'done')
        setDialogs((earlier) => sameOr<readonly DialogSummary[]>(earlier, reply.value.dialogs))
      return reply.kind === 'unreachable' ? 'unreachable' : 'loaded'
    })
    const forget = stream.onChange((change) => {
      if (change.kind === 'anything' || change.userId === userId) refresher.refresh()
    })
    refresher.refresh()
    return () => {
      forget()
      refresher.stop()
    }
  }, [client, stream, userId])
  return dialogs
}
