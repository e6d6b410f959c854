/** Words that answer «Помогло?» and «Сделали?» like their buttons. */
import type { Rating } from '../src/domain/ticket.ts'

/** The bot asks unasked, so no choices of a scene are remembered: the words of its buttons are known everywhere. */
const ratingWords: Readonly<Record<string, Rating>> = {
  да: 'helped',
  'да помогло': 'helped',
  'да сделали': 'helped',
  помогло: 'helped',
  понятен: 'helped',
  понятно: 'helped',
  частично: 'partly',
  нет: 'no',
  'не помогло': 'no',
  'нет не помогло': 'no',
  'не сделали': 'no',
  'не согласен': 'no',
  'не согласна': 'no',
  'ответили не о том': 'offTopic',
}

export const typedRating = (text: string): Rating | null =>
  ratingWords[
    text
      .trim()
      .toLowerCase()
      .replace(/[.,!]+/gu, '')
  ] ?? null
