/** Between the parts of a mention it is invisible and takes its meaning away. */
const wordJoiner = '\u2060'

/**
 * A citizen's words as plain words: VK would turn `[id1|имя]` and `@club1` into links and mentions in the bot's own
 * messages, in whatever name their writer chose.
 *
 * @see VK documentation, "Упоминания" (read 2026)
 */
export const withoutMentions = (text: string): string =>
  text
    .replace(/\[(?=[^\]|\s]{1,200}\|)/gu, `[${wordJoiner}`)
    .replace(/([@*])(?=(?:id|club|public|event|all|online|[a-z]))/giu, `$1${wordJoiner}`)
