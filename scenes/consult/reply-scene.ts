/** «Ответить коллегам»: the words of those who were asked. */
import { z } from 'zod'
import { ticketId } from '../../src/domain/ids.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { isChoice } from '../commands.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import { consultWordsMax } from './scene.ts'
import * as texts from './texts.ts'

const replyDraft = z.object({ questionId: z.number() })
type ReplyDraft = z.infer<typeof replyDraft>
interface Reply extends ReplyDraft {
  readonly text: string
}

export const colleagueReplyScene: Scene<'words', ReplyDraft, Reply> = {
  slug: 'colleague-reply',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'words',
  steps: { words },
  emptyDraft: { questionId: 0 },
  readDraft(value) {
    const parsed = replyDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  async submit({ questionId, text }, _turn, desk) {
    const given = await desk.staff?.answerColleagues(questionId, text)
    if (given === undefined) return [texts.refused(ticketId(1), { kind: 'questionUnknown' })]
    return [given.ok ? texts.replied(given.value.ticketId) : texts.refused(ticketId(1), given.refusal)]
  },
}

function words(draft: ReplyDraft, { command, message }: Turn): Outcome<'words', ReplyDraft, Reply> {
  const text = message.text.trim()
  if (text === '' || command?.kind === 'answerColleagues' || isChoice(command))
    return { type: 'wait', step: 'words', draft, replies: [texts.askReply(draft.questionId)] }
  return { type: 'submit', submission: { ...draft, text: cutText(text, consultWordsMax) }, replies: [] }
}
