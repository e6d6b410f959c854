/** An answer that can be given again: what belongs to one ticket is a blank in braces. */

/** A template as it is offered for a ticket, with what became of it so far. */
export interface OfferedTemplate {
  readonly id: number
  readonly title: string
  readonly text: string
  /** Citizens who said whether an answer made of it helped, and those whom it did help. */
  readonly rated: number
  readonly helped: number
}

/** What is known of a ticket and need not be asked. */
export interface KnownFacts {
  readonly citizenFirstName: string | null
  readonly place: string | null
  readonly number: number
}

const blank = /\{([^{}]{1,40})\}/u

/** The first thing that is still to be filled in, without braces; null when nothing is. */
export const firstBlank = (text: string): string | null => blank.exec(text)?.[1]?.trim() ?? null

/** Every place of that name gets the words. */
export const fillBlank = (text: string, name: string, words: string): string =>
  text.replaceAll(new RegExp(String.raw`\{\s*${escaped(name)}\s*\}`, 'gu'), () => words)

/** Name, place and number of the ticket are known. */
export function fillKnown(text: string, { citizenFirstName, place, number }: KnownFacts): string {
  const known: readonly (readonly [string, string | null])[] = [
    ['имя', citizenFirstName],
    ['адрес', place],
    ['место', place],
    ['номер', String(number)],
  ]
  return known.reduce(
    (filled, [name, words]) => (words === null || words === '' ? filled : fillBlank(filled, name, words)),
    text,
  )
}

const months = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря'
const dates = [
  new RegExp(String.raw`\d{1,2}\s+(?:${months})(?:\s+\d{4}(?:\s+года)?)?`, 'giu'),
  /\b\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\b/gu,
  /(?<!\d)\d{1,2}:\d{2}(?!\d)/gu,
] as const

/** An answer that was given, with its name, place, dates and hours made blanks. */
export function templateOf(answer: string, { citizenFirstName, place }: Omit<KnownFacts, 'number'>): string {
  const [date, shortDate, hour] = dates
  const withoutDates = answer
    .replaceAll(date, '{дата}')
    .replaceAll(shortDate, '{дата}')
    .replaceAll(hour, '{время}')
  const withoutPlace =
    place === null || place === '' ? withoutDates : withoutDates.replaceAll(place, () => '{адрес}')
  if (citizenFirstName === null || citizenFirstName === '') return withoutPlace
  const name = new RegExp(String.raw`(?<!\p{L})${escaped(citizenFirstName)}(?!\p{L})`, 'giu')
  return withoutPlace.replaceAll(name, '{имя}')
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
