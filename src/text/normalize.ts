/**
 * Brings a text to one form before words are looked at: composed letters, lower case, ё as е, every digit as 0,
 * without VK's mention markup, links and remnants of HTML. Texts longer than `textCharactersMax` are cut: what an appeal is about is
 * said long before, and the time to understand it stays bounded.
 */
export const textCharactersMax = 6_000

export function normalize(text: string): string {
  const lower = shorten(text).replace(hidden, '').normalize('NFC').toLowerCase()
  const plain = withoutMarkup(lower)
  const own = mixedLetters.test(plain) ? plain.replace(/[a-zа-яё]+/gu, withoutLookalikes) : plain
  return own.replaceAll('ё', 'е').replace(/\d/gu, '0')
}

/** A text in lower case without links, mentions and remnants of HTML: what the person wrote. */
export const withoutMarkup = (lower: string): string =>
  mayHoldMarkup.test(lower)
    ? lower.replace(htmlRemnant, ' ').replace(vkMention, ' ').replace(link, ' ')
    : lower

/** The beginning of a text that is looked at. */
export const shorten = (text: string): string =>
  text.length > textCharactersMax ? text.slice(0, textCharactersMax) : text

/** A Latin letter beside a Russian one: put there to get past filters, or by a wrong keyboard. */
const mixedLetters = /[а-яё][acekmhoptxyb]|[acekmhoptxyb][а-яё]/u

const lookalikes = new Map(
  Array.from('acekmhoptxyb', (letter, at) => [letter, 'асекмнортхув'[at] ?? letter] as const),
)

const withoutLookalikes = (word: string): string =>
  mixedLetters.test(word) ? word.replace(/[a-z]/gu, (letter) => lookalikes.get(letter) ?? letter) : word

/** Soft hyphens and signs without width: they come with copied texts and part words that are one. */
const hidden = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu
/** Tags and entities that a form or a copied page left: «дом<br>двор», «&nbsp;», «&quot;». */
const htmlRemnant =
  /<\/?(?:br|p|div|span|b|i|u|a|img|strong|em|font|ul|ol|li|table|tr|td|h\d)\b[^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{2,5});/gu
const mayHoldMarkup = /[@*[<&]|\/\/|www\.|vk\./u
/** `[id1|Name]`, `[club1|@name]` and `@name`: they say who is addressed, never what about. */
const vkMention =
  /\[(?:id|club|public)\d+\|[^\]]*\]|[@*](?:id|club|public)\d+(?:\s*\([^)]*\))?|@[a-z0-9_.]+/gu
const link = /(?:https?:\/\/|www\.|vk\.(?:com|ru|me|cc)\/)\S+/gu
