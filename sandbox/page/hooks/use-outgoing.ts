import { useCallback, useRef, useState } from 'react'
import type { OutgoingMessage, Place, Press, Reply } from '../api/client.ts'
import type { Message } from '../api/schemas.ts'
import { useSandbox } from './sandbox-context.ts'
import { useDraft } from './use-draft.ts'
import { usePhotos, type ChosenPhoto } from './use-photos.ts'

/** Which button: of the bottom keyboard, or of the message `cmid`. */
export type ButtonPlace = Omit<Press, 'groupId' | 'userId'>

const unreachableSentence =
  'Песочница не отвечает, поэтому ничего не отправлено. Набранное осталось в поле — попробуйте чуть позже.'

/**
 * Everything a person does to one dialog. The field is cleared at once so that typing goes on; what could not be sent
 * comes back into it. Messages leave strictly one after another.
 */
export function useOutgoing(groupId: number, userId: number) {
  const { client } = useSandbox()
  const [text, changeText] = useDraft(userId, groupId)
  const { photos, setPhotos, add, remove } = usePhotos()
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  const perform = useCallback(async <Value>(act: () => Promise<Reply<Value>>): Promise<boolean> => {
    const turn = queue.current.then(act)
    queue.current = turn
    const reply = await turn
    setProblem(problemOf(reply))
    return reply.kind === 'done'
  }, [])

  const sendDraft = async () => {
    const message = draftMessage(text, photos, replyTo)
    if (message === null) return
    changeText(() => '')
    setPhotos([])
    setReplyTo(null)
    if (await perform(() => client.send({ groupId, userId, ...message }))) return
    changeText((typedSince) => (typedSince === '' ? text : `${text}\n${typedSince}`))
    setPhotos((chosenSince) => [...photos, ...chosenSince])
    setReplyTo((chosenSince) => chosenSince ?? replyTo)
  }

  const press = useCallback(
    (place: ButtonPlace) => perform(() => client.press({ groupId, userId, ...place })),
    [perform, client, groupId, userId],
  )

  return {
    text,
    changeText,
    photos,
    addPhotos: add,
    removePhoto: remove,
    replyTo,
    setReplyTo,
    problem,
    clearProblem: () => setProblem(null),
    canSend: draftMessage(text, photos, replyTo) !== null,
    sendDraft,
    /** A place of its own, or what the pressed location button asks for. */
    sendPlace: (geo: Place, place: ButtonPlace | null) =>
      place === null ? perform(() => client.send({ groupId, userId, geo })) : press({ ...place, geo }),
    sendStart: () =>
      perform(() => client.send({ groupId, userId, text: 'Начать', payload: { command: 'start' } })),
    press,
    permit: (allowed: boolean) => perform(() => client.permit(groupId, userId, allowed)),
  }
}

export type Outgoing = ReturnType<typeof useOutgoing>

/** What the field holds as a message; null while there is nothing to send or a photo is still on its way. */
function draftMessage(
  text: string,
  photos: readonly ChosenPhoto[],
  replyTo: Message | null,
): Omit<OutgoingMessage, 'groupId' | 'userId'> | null {
  const attachments = photos.flatMap(({ upload }) => (upload.kind === 'done' ? [upload.attachment] : []))
  if (attachments.length < photos.length || (text.trim() === '' && attachments.length === 0)) return null
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(replyTo === null ? {} : { replyToCmid: replyTo.cmid }),
  }
}

function problemOf(reply: Reply<unknown>): string | null {
  switch (reply.kind) {
    case 'done':
      return null
    case 'refused':
      return reply.sentence
    case 'unreachable':
      return unreachableSentence
  }
}
