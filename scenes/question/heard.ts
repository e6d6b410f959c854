/** What a question has heard so far, and what can be understood of it. */
import type { Desk } from '../../src/domain/desk.ts'
import type { MunicipalityId } from '../../src/domain/ids.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { type DraftMessage, dangerIn, draftMessages, placeInWords } from '../draft.ts'
import type { Turn } from '../scene.ts'
import type { QuestionDraft } from './draft.ts'

/** From here on the guess is taken without asking. */
export const sureConfidence = 0.7
/** More than two questions drive people away; what is not known then is guessed, or a person sorts it. */
export const questionsMax = 2
export const placeLengthMax = 120

export function addMessage(draft: QuestionDraft, turn: Turn): QuestionDraft {
  const { message } = turn
  const place = message.geo === null ? null : placeInWords(message.geo)
  return {
    ...draft,
    messages: [...draft.messages, ...draftMessages(message)],
    geo: message.geo === null ? draft.geo : { ...message.geo },
    place: place ?? draft.place,
  }
}

export const textOf = (draft: QuestionDraft): string =>
  draft.messages.map((message) => message.text).join('\n')

/** All that was said so far; a cry for help counts even at the end of a long story. */
export function understandAll(heard: QuestionDraft, turn: Turn, desk: Desk): Understanding {
  const understanding = desk.understand(textOf(heard))
  return { ...understanding, danger: dangerIn(turn.message, desk) ?? understanding.danger }
}

/** Signs and courtesies; words of a language that is not understood do say something. */
export const saysNothing = ({ utterance }: Understanding, text: string): boolean =>
  utterance === 'empty' ? !/[\p{L}\p{N}]/u.test(text) : utterance !== 'question'

/** The first named comes first; what VK calls the point on the map counts like words. */
export const namedIn = (
  draft: QuestionDraft,
  { place: found }: Pick<Understanding, 'place'>,
  desk: Pick<Desk, 'understand'>,
): number[] => [...new Set([...draft.named, ...found.municipalityIds, ...onMap(draft, desk)])]

export const onMap = ({ geo }: QuestionDraft, desk: Pick<Desk, 'understand'>): readonly MunicipalityId[] =>
  geo?.title === null || geo === null ? [] : desk.understand(geo.title).place.municipalityIds

export const carriesMeaning = (message: DraftMessage): boolean =>
  message.attachments.some((attachment) => attachment.type !== 'sticker')

export const hasVoice = (draft: QuestionDraft): boolean =>
  draft.messages.some((message) =>
    message.attachments.some((attachment) => attachment.type === 'audio_message'),
  )
