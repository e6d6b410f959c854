import { useEffect, useState } from 'react'
import { Refresher } from '../api/refresher.ts'
import type { Dialog, Keyboard, Message } from '../api/schemas.ts'
import { readEventAnswer, type EventAnswer } from '../model/event-answer.ts'
import { mergeMessages, refreshAfterCmid, sameOr } from '../model/merge-messages.ts'
import { useSandbox } from './sandbox-context.ts'

export interface DialogView {
  readonly messages: readonly Message[]
  readonly keyboard: Keyboard | null
  readonly canWrite: boolean
  readonly isTyping: boolean
  /** The answer to a callback button that came while the dialog is open. */
  readonly answer: EventAnswer | null
}

export interface DialogState {
  /** Null until the first answer. */
  readonly dialog: DialogView | null
  /** The sandbox's own sentence when it refuses to show the dialog. */
  readonly refusal: string | null
}

/** Nobody tells that a bot stopped typing, so a typing dialog is asked again. */
const typingMs = 3_000

/** One conversation, current. Give the component a key of person and community. */
export function useDialog(groupId: number, userId: number): DialogState {
  const { client, stream } = useSandbox()
  const [state, setState] = useState<DialogState>({ dialog: null, refusal: null })
  useEffect(() => {
    let known: readonly Message[] = []
    let answered: ReadonlySet<string> | null = null
    let typingTimer: ReturnType<typeof setTimeout> | undefined
    const refresher = new Refresher(async () => {
      const afterCmid = refreshAfterCmid(known)
      const reply = await client.dialog(groupId, userId, afterCmid)
      if (reply.kind === 'unreachable') return 'unreachable'
      if (reply.kind === 'refused') {
        setState((earlier) => ({ dialog: earlier.dialog, refusal: reply.sentence }))
        return 'loaded'
      }
      const messages = mergeMessages(known, reply.value.messages, afterCmid)
      known = messages
      const answer = newAnswer(answered, reply.value)
      answered = new Set(reply.value.eventAnswers?.map(({ eventId }) => eventId))
      setState((earlier) => ({
        dialog: nextDialog(earlier.dialog, messages, reply.value, answer),
        refusal: null,
      }))
      clearTimeout(typingTimer)
      if (reply.value.isTyping === true) typingTimer = setTimeout(refresher.refresh, typingMs)
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
      clearTimeout(typingTimer)
      forget()
      refresher.stop()
    }
  }, [client, stream, groupId, userId])
  return state
}

function nextDialog(
  earlier: DialogView | null,
  messages: readonly Message[],
  fetched: Dialog,
  answer: EventAnswer | null,
): DialogView {
  return {
    messages,
    keyboard: sameOr(earlier?.keyboard, fetched.keyboard ?? null),
    canWrite: fetched.canWrite,
    isTyping: fetched.isTyping === true,
    answer: answer ?? earlier?.answer ?? null,
  }
}

/** Answers that were there before the dialog was opened are not news. */
function newAnswer(answered: ReadonlySet<string> | null, fetched: Dialog): EventAnswer | null {
  if (answered === null) return null
  const fresh = fetched.eventAnswers?.findLast(({ eventId }) => !answered.has(eventId))
  return fresh === undefined ? null : readEventAnswer(fresh.answer)
}
