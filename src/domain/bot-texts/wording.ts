/** The bot's texts as this region says them. */
import { withoutMentions } from '../mentions.ts'
import { type BotTextKey, type botTexts, botText, isBotTextKey } from './bot-texts.ts'
import { checkBotText } from './check-bot-text.ts'
import { fillBlanks } from './fill-blanks.ts'

/** The region's own words; what is not here is said as usual. */
export type Wording = ReadonlyMap<BotTextKey, string>

export const usualWording: Wording = new Map()

type BlankOf<Key extends BotTextKey> = keyof (typeof botTexts)[Key]['blanks'] & string

/** What the bot says: own words or the usual ones, every blank filled in, and the tail that is always there. */
export function worded<Key extends BotTextKey>(
  wording: Wording,
  key: Key,
  values: Readonly<Record<BlankOf<Key>, string>>,
): string {
  const own = wording.get(key)
  const { usual, tail = '' } = botText(key)
  return `${fillBlanks(own === undefined ? usual : asPlainWords(own), values)}${tail}`
}

/** Words that were stored under other rules and could no longer be said do not count. */
export const ownWording = (stored: readonly { readonly code: string; readonly text: string }[]): Wording =>
  new Map(
    stored.flatMap(({ code, text }) =>
      isBotTextKey(code) && checkBotText(code, text).length === 0 ? [[code, text] as const] : [],
    ),
  )

const mail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+[.,;:!?)]*$/u

/** VK would make mentions of `[id1|имя]` and `@club1`; an address of mail stays as it can be copied. */
const asPlainWords = (own: string): string =>
  own.replaceAll(/\S+/gu, (word) => (mail.test(word) ? word : withoutMentions(word)))
