import { useEffect, useState } from 'react'
import { Refresher } from '../api/refresher.ts'
import type { Dialog, Keyboard, Message } from '../api/schemas.ts'
import { mergeMessages, refreshAfterCmid, sameOr } from '../model/merge-messages.ts'
import { useSandbox } from './sandbox-context.ts'

export interface DialogView {
  readonly messages: readonly Message[]
  readonly keyboard: Keyboard | null
  readonly canWrite: boolean
}

export interface DialogState {
  /** Null until the first answer. */
  readonly dialog: DialogView | null
  /** The sandbox's own sentence when it refuses to show the dialog. */
  readonly refusal: string | null
}

/** One conversation, current. Give the component a key of person and community. */
export function useDialog(groupId: number, userId: number): DialogState {
  const { client, stream } = useSandbox()
  const [state, setState] = useState<DialogState>({ dialog: null, refusal: null })
  useEffect(() => {
    let known: readonly Message[] = []
    const refresher = new Refresher(async () => {
      const afterCmid = refreshAfterCmid(known)
      const reply = await client.dialog(groupId, userId, afterCmid)
      if (reply.kind === 'unreachable') return 'unreachable'
      if (reply.kind === 'refused') {
        setState((earlier) => ({ dialog: earlier.dialog, refusal: reply.sentence }))
        return 'loaded'
      }
      known = mergeMessages(known, reply.value.messages, afterCmid)
      const messages = known
      setState((earlier) => ({ dialog: nextDialog(earlier.dialog, messages, reply.value), refusal: null }))
      return 'loaded'
    })
    const forget = stream.onChange((change) => {
      // After a gap even the oldest messages may be others: the sandbox may have been started anew.
      if (change.kind === 'anything') known = []
      if (change.kind === 'anything' || (change.userId === userId && change.groupId === groupId))
        refresher.refresh()
    })
    refresher.refresh()
    return () => {
      forget()
      refresher.stop()
    }
  }, [client, stream, groupId, userId])
  return state
}

function nextDialog(earlier: DialogView | null, messages: readonly Message[], fetched: Dialog): DialogView {
  const keyboard = sameOr(earlier?.keyboard, fetched.keyboard ?? null)
  return { messages, keyboard, canWrite: fetched.canWrite }
}
