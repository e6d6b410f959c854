import { useEffect, useState } from 'react'
import { DialogFeed, type DialogState } from '../api/dialog-feed.ts'
import { useSandbox } from './sandbox-context.ts'

/** One conversation, current. Give the component a key of person and community. */
export function useDialog(groupId: number, userId: number): DialogState {
  const { client, stream } = useSandbox()
  const [state, setState] = useState<DialogState>({ dialog: null, refusal: null })
  useEffect(() => {
    const feed = new DialogFeed({ client, stream, groupId, userId, show: setState })
    feed.start()
    return () => feed.stop()
  }, [client, stream, groupId, userId])
  return state
}
