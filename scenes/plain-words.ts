/** Which words of a person may be one piece of a longer thought. */
import { readInviteCode } from '../src/domain/invite-code.ts'
import type { IncomingMessage } from '../src/domain/message.ts'
import type { Understand, Utterance } from '../src/domain/understanding.ts'
import { typedRating } from './rating-words.ts'
import { readCommand } from './commands.ts'
import { typedChoice } from './scene-kit.ts'

type Session = Readonly<Record<string, unknown>> | null

/** Neither a button, nor a command, nor a choice that was offered: those are answered each by itself. */
export const arePlainWords = (message: IncomingMessage, session: Session): boolean =>
  message.payload === null &&
  readCommand(message) === null &&
  typedChoice(session?.['choices'], message) === null &&
  (message.attachments.length > 0 || typedRating(message.text) === null) &&
  readInviteCode(message.text) === null

const shortLength = 20
const unfinished: ReadonlySet<Utterance> = new Set(['question', 'greeting'])

/**
 * «Здравствуйте», «помогите», a photo or a place without a word: more will follow. Not when the bot has asked: then it
 * is the answer.
 */
export function isBeginning(message: IncomingMessage, understand: Understand, session: Session): boolean {
  if (isAsked(session)) return false
  const text = message.text.trim()
  if (text === '') return message.geo !== null || message.attachments.some(isSilent)
  return text.length < shortLength && unfinished.has(understand(text).utterance)
}

/** A voice message says it all, a sticker nothing. */
const isSilent = ({ type }: IncomingMessage['attachments'][number]): boolean =>
  type !== 'audio_message' && type !== 'sticker' && type !== 'graffiti'

function isAsked(session: Session): boolean {
  const scene = session?.['__scene']
  return typeof scene === 'object' && scene !== null && 'current' in scene
}
