/** Parts of sentences about a ticket that several messages share. */
import type { TicketView } from '../../src/domain/desk.ts'
import type { OwnPart } from '../../src/domain/find-matters.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import { deadlineInWords, durationInWords } from '../../src/domain/moment-in-words.ts'
import { atPlace } from '../../src/domain/place-names.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { type Instant, secondsBetween } from '../../src/domain/time.ts'

const quotedLengthMax = 2_500
const partLengthMax = 500
export const attachmentsMax = 9

export function placeOf(view: TicketView): string | null {
  const parts = [
    view.municipalityTitle,
    view.ticket.place === null ? null : atPlace(view.ticket.place),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

/** «осталось 3 ч 20 мин», «просрочено на 2 ч». */
export const left = (due: Instant, now: Instant): string => {
  const seconds = secondsBetween(now, due)
  return seconds >= 0 ? `осталось ${durationInWords(seconds)}` : `просрочено на ${durationInWords(seconds)}`
}

/** «осталось 3 ч 20 мин, сегодня до 16:40»; «просрочено на 2 ч, срок был сегодня до 16:40». */
export const leftUntil = (due: Instant, now: Instant, timeZone: string): string =>
  `${left(due, now)}, ${secondsBetween(now, due) >= 0 ? '' : 'срок был '}${deadlineInWords(due, now, timeZone)}`

/** Which of several questions is the reader's, and that somebody takes care of the rest. */
export const partLine = ({ text, others }: OwnPart): string =>
  `В сообщении несколько вопросов. Ваш: «${cutText(withoutMentions(text).replace(/\s+/gu, ' '), partLengthMax)}» На остальное отвечает: ${others.join(', ')}.`

export function shorten(words: string): string {
  const text = withoutMentions(words)
  return text.length > quotedLengthMax
    ? `${cutText(text, quotedLengthMax).trimEnd()}… (целиком — «Подробнее»)`
    : text
}
