/** What keeps words of a region from being said by the bot. */
import type { BotText } from './bot-text.ts'
import { type BotTextKey, botText } from './bot-texts.ts'
import { blanksIn, withoutBlanks } from './fill-blanks.ts'

/** Halves of characters, which PostgreSQL refuses, and signs that nobody sees. */
const unseen = /\p{Cs}|(?!\n)\p{Cc}/gu

/** As it is kept: one kind of line end, nothing invisible, no space around. */
export const tidyBotText = (text: string): string =>
  text.replaceAll(/\r\n?/gu, '\n').replaceAll('\t', ' ').replaceAll(unseen, '').trim()

const botWord = /(?<!\p{L})бот(?:а|у|ом|е)?(?!\p{L})/iu

/** Sentences for the coordinator, the most important first; none: it can be said. Of a text that is tidy. */
export function checkBotText(key: BotTextKey, text: string): readonly string[] {
  const { charactersMax, namesBot } = botText(key)
  if (text === '') return ['Напишите хоть что-нибудь: промолчать бот здесь не может.']
  return [
    ...strangeBlanks(botText(key), text),
    ...missingBlanks(botText(key), text),
    ...(/[{}]/u.test(withoutBlanks(text))
      ? ['Скобка осталась без пары. То, что бот заменит сам, пишется так: {номер}.']
      : []),
    ...(namesBot === true && !botWord.test(text)
      ? ['Скажите, что это пишет бот: житель должен понимать, что говорит не с человеком.']
      : []),
    ...(text.length > charactersMax
      ? [`Слишком длинно: ${text.length} знаков, а можно ${charactersMax}. Оставьте главное.`]
      : []),
  ]
}

function missingBlanks({ blanks }: BotText, text: string): readonly string[] {
  const named = new Set(blanksIn(text))
  return Object.entries(blanks)
    .filter(([name, { isRequired }]) => isRequired && !named.has(name))
    .map(([name, { meaning }]) => `Добавьте {${name}} — ${meaning}: без этого жителю не обойтись.`)
}

function strangeBlanks({ blanks }: BotText, text: string): readonly string[] {
  const known = Object.keys(blanks)
  return [...new Set(blanksIn(text))]
    .filter((name) => !known.includes(name))
    .map((name) => `{${shorten(name)}} здесь заменить нечем. ${insteadOf(name, known)}`)
}

function insteadOf(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'Напишите обычными словами, без фигурных скобок.'
  const [nearest] = known.toSorted((left, right) => distance(name, left) - distance(name, right))
  if (nearest !== undefined && distance(name, nearest) <= typosMax) return `Может быть, {${nearest}}?`
  return `Есть: ${known.map((one) => `{${one}}`).join(', ')}.`
}

const typosMax = 3
const shownMax = 40

const shorten = (name: string): string => (name.length > shownMax ? `${name.slice(0, shownMax)}…` : name)

/** Letters to add, drop or change until one word is the other. */
function distance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_none, index) => index)
  for (const [row, letter] of shorten(left.toLowerCase()).split('').entries()) {
    const now = [row + 1]
    for (const [column, other] of right.split('').entries()) {
      const changed = (before[column] ?? 0) + (letter === other ? 0 : 1)
      now.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1))
    }
    before = now
  }
  return before.at(-1) ?? 0
}
