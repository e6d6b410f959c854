/** What is no question: nothing but swearing, and advertisements that robots leave. Both err towards "question". */

/** Every word is swearing, an insult or says nothing: «да вы …, …!». One word of substance makes it a question. */
export function isAbuse(words: readonly string[]): boolean {
  const foul = words.filter((word) => foulWord.test(word))
  return (
    foul.length > 0 &&
    words.length <= abuseWordsMax &&
    words.every((word) => foulWord.test(word) || filler.has(word))
  )
}

/** Two signs of an offer to strangers and a way out of VK, or an offer of bets and loans with a link. */
export function isAdvertisement(text: string): boolean {
  const searched = text.slice(0, searchedMax).toLowerCase()
  if (!contact.test(searched) || complaint.test(searched)) return false
  return offers.filter((offer) => offer.test(searched)).length >= offersMin
}

const abuseWordsMax = 12
const searchedMax = 2_000
const offersMin = 2

const foulWord =
  /^(?:[а-я]{0,6}(?:ху[йяеию]|пизд|[еи]ба[тнлш]|ебл|ебуч|бляд|мудак|мудил|гандон|пидор|пидар)[а-я]*|бля|сук[аи]|суч[а-я]+|твар[ьи]|мраз[ьи]|урод[ыа]?|козл[ыа]|козел|дебил[ыа]?|идиот[ыа]?|кретин[ыа]?|тупые|сволоч[ьи]|гад[ыа]?|скот[ыа]?|ублюд[а-я]+|чмо|дура[кч]?[а-я]*|твою|нах|хрен|хер)$/u
const filler: ReadonlySet<string> = new Set(
  'вы вас вам да и же ну все всех просто а на в там такие какие мать вашу иди идите пошли пошел пошла к ты тебя вот это есть совсем'.split(
    ' ',
  ),
)

/** Where an advertisement wants its reader to go. */
const contact =
  /https?:\/\/|t\.me\/|wa\.me\/|@[a-z0-9_]{4,}|(?:в|на)\s+(?:лс|личк|телеграм|telegram|whatsapp|ватсап|директ)|пиши(?:те)?\s+(?:в\s+)?(?:лс|личк|\+|мне)|переход[а-я]+\s+по\s+ссылк/u
/** Who complains of advertisements quotes them. */
const complaint =
  /жалоб|жалу|мошенни|спам|уберите|запретите|прошу|почему|кто\s+разрешил|наша\s+улиц|администрац|не\s+(?:работа|могу|получа)/u
const offers: readonly RegExp[] = [
  /заработ|подработ|доход|прибыл/u,
  /от\s+\d[\d\s]{2,}(?:руб|₽|р\.|в\s+день|в\s+месяц|в\s+неделю)/u,
  /казино|ставк[иа]|букмекер/u,
  /фриспин|бонус|промокод|подарок/u,
  /займ|кредит[а-я]*\s+(?:онлайн|без|под)|без\s+(?:отказа|вложений|предоплат)/u,
  /крипт|биткоин|инвестиц|трейд/u,
  /подпис(?:ыва|ывай|ись|шись)|накрутк|розыгрыш|giveaway/u,
  /скидк|акци[яи]|распродаж|доставк[а-я]+\s+бесплатн|закаж|купить|продам|куплю/u,
  /удал[её]нн|онлайн|на\s+дому|свободный\s+график/u,
]
